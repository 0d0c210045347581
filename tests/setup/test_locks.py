"""The locks hold what pyproject.toml asks for, each package by its hashes."""

from __future__ import annotations

import re
import tomllib

import pytest

LOCKS = {"requirements.lock": "core", "requirements-dev.lock": "dev"}


def pins(text):
    """Versions by package; a package may be pinned once for each range of Python."""
    found = {}
    for name, version in re.findall(r"^([a-z0-9._-]+)==(\S+)", text, re.MULTILINE):
        found.setdefault(name, []).append(version)
    return found


@pytest.fixture
def project(root):
    return tomllib.loads((root / "pyproject.toml").read_text())["project"]


@pytest.mark.parametrize("name", LOCKS)
def test_what_the_project_asks_for_is_locked(name, project, root):
    asked = project["dependencies"] + (project["optional-dependencies"]["dev"] if LOCKS[name] == "dev" else [])
    names = {re.split(r"[<>=!~;\[ ]", requirement)[0].lower() for requirement in asked}
    assert names <= set(pins((root / name).read_text()))


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_has_a_hash(name, root):
    for block in re.split(r"\n(?=\S)", (root / name).read_text()):
        if "==" in block.partition("\n")[0]:
            assert "--hash=sha256:" in block, block


def test_the_dev_lock_holds_the_core_lock(root):
    """`bootstrap.py grade` is content with an environment that was made for the tests."""
    core, dev = (pins((root / name).read_text()) for name in LOCKS)
    assert {name: dev.get(name) for name in core} == core


def test_uv_locks_the_same_versions(root):
    packages = tomllib.loads((root / "uv.lock").read_text())["package"]
    versions = {}
    for package in packages:
        versions.setdefault(package["name"], set()).add(package.get("version"))
    dev = pins((root / "requirements-dev.lock").read_text())
    assert {name: versions[name] for name in dev} == {name: set(found) for name, found in dev.items()}


def test_numpy_is_locked_for_the_oldest_python_and_for_newer_ones(root):
    assert len(pins((root / "requirements.lock").read_text())["numpy"]) == 2, "NumPy's newest release does not run on Python 3.11"


def test_pip_is_named_by_a_hash(root):
    script = (root / ".ci/find_pip.py").read_text()
    assert re.search(r'^PIP_WHEEL = "pip-[0-9.]+-py3-none-any\.whl"$', script, re.MULTILINE)
    assert re.search(r'^PIP_SHA256 = "[0-9a-f]{64}"$', script, re.MULTILINE)
