"""A copy of the project with an environment that is ready, in which the docs' commands run."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sysconfig
from pathlib import Path
from types import ModuleType

import pytest

COURSE = ("assignments", "solutions", "rubrics", "examples")
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "out", "node_modules", "__pycache__", ".*_cache", ".hypothesis", "build", "dist")


@pytest.fixture
def workshop(root: Path, prepared: Path) -> Path:
    """The folder in which one document's blocks run, one after the other; what an earlier document changed is as it was."""
    (prepared / "course.yaml").unlink(missing_ok=True)
    for name in COURSE:
        shutil.rmtree(prepared / name)
        shutil.copytree(root / name, prepared / name, ignore=LEFT_OUT)
    return prepared


@pytest.fixture(scope="module")
def prepared(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with an environment that is ready."""
    folder = tmp_path_factory.mktemp("docs") / "grader"
    shutil.copytree(root, folder, ignore=LEFT_OUT)
    bootstrap, link_project = _script(folder / "bootstrap.py"), _script(folder / ".ci/link_project.py")
    bootstrap.make_venv()
    # What is installed here stands for a run of pip: the docs must be tried without a network, too.
    _link_tree(Path(sysconfig.get_path("purelib")), link_project.site_packages(bootstrap.VENV))
    link_project.link_project(folder, bootstrap.VENV, bootstrap.PYTHON)
    (bootstrap.VENV / ".ready-dev").write_text(bootstrap.fingerprint("dev"))
    bootstrap.UNFINISHED.unlink()
    return folder


def _script(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _link_tree(source: Path, target: Path) -> None:
    ours = shutil.ignore_patterns("grader", "grader-*", "*_editable_impl_grader*", "__pycache__")
    try:
        shutil.copytree(source, target, ignore=ours, copy_function=os.link, dirs_exist_ok=True)
    except (OSError, shutil.Error):  # another file system, or one without hard links
        shutil.copytree(source, target, ignore=ours, dirs_exist_ok=True)
