"""Make the project importable in .venv; standard library only."""

from __future__ import annotations

import os
import shutil
import sys
import sysconfig
import tomllib
from pathlib import Path


def site_packages(venv: Path) -> Path:
    """Where a virtual environment of this Python keeps its packages."""
    return Path(sysconfig.get_path("purelib", "venv", {"base": str(venv), "platbase": str(venv)}))


def link_project(root: Path, venv: Path, python: Path) -> None:
    """Make `grader`, and nothing else of `root`, importable in `venv`, with its metadata and its commands.

    An ordinary editable install would put the whole folder on the path, `solutions` too, within reach of student code.
    """
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    packages = site_packages(venv)
    link = packages / "grader"
    if link.is_symlink():
        link.unlink()
    elif link.is_dir() and sys.platform != "win32":  # a copy, left by `pip install .`
        shutil.rmtree(link)
    if not link.exists():
        link_folder(root / "grader", link)
    info = packages / f"grader-{project['version']}.dist-info"
    for old in packages.glob("grader-*.dist-info"):
        shutil.rmtree(old)
    for old in packages.glob("*_editable_impl_grader*"):  # left by `uv sync` in the same .venv
        old.unlink()
    info.mkdir()
    needs = "".join(f"Requires-Dist: {need}\n" for need in project["dependencies"])
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: grader\nVersion: {project['version']}\n{needs}")
    (info / "INSTALLER").write_text("bootstrap.py\n")
    groups = {"console_scripts": project.get("scripts", {}), **project.get("entry-points", {})}
    lines = [line for group, entries in groups.items() for line in (f"[{group}]", *(f"{key} = {value}" for key, value in entries.items()))]
    (info / "entry_points.txt").write_text("\n".join(lines) + "\n")
    written = [write_command(python, name, *target.split(":")) for name, target in project.get("scripts", {}).items()]
    # Names the link itself, never the files behind it: whoever uninstalls by this list must not empty the source folder.
    record = [link, *info.iterdir(), info / "RECORD", *written]
    (info / "RECORD").write_text("".join(f"{os.path.relpath(file, packages)},,\n" for file in record))


def link_folder(source: Path, link: Path) -> None:
    """Link a folder; Windows grants junctions to everyone, links only to some."""
    if sys.platform == "win32":
        import _winapi

        _winapi.CreateJunction(str(source), str(link))
    else:
        link.symlink_to(source, target_is_directory=True)


def write_command(python: Path, name: str, module: str, function: str) -> Path:
    """Write a console script; its `exec` form works with blanks in the path and with any length of it."""
    body = f"import sys\n\nfrom {module} import {function}\n\nsys.exit({function}())\n"
    if sys.platform == "win32":
        (python.parent / f"{name}-script.py").write_text(body)
        script, text = python.parent / f"{name}.cmd", f'@"%~dp0python.exe" "%~dp0{name}-script.py" %*\n'
    else:
        script, text = python.parent / name, f"#!/bin/sh\n'''exec' \"{python}\" \"$0\" \"$@\"\n' '''\n{body}"
    script.write_text(text)
    script.chmod(0o755)
    return script
