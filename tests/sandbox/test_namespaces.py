"""What the new root shows, and that a refusal is told and survived."""

from __future__ import annotations

import os
import sysconfig

import pytest

from grader.sandbox import Sandbox
from grader.sandbox.inside import namespaces
from grader.sandbox.inside.places import needed, open_to_all
from grader.sandbox.keeper import numpy_home


def test_places_hold_the_library_but_not_the_installed_packages():
    places = needed(numpy_home())
    entries = places.entries()
    assert os.path.realpath(os.path.join(sysconfig.get_path("stdlib"), "os.py")) in entries
    assert os.path.realpath(os.path.join(numpy_home(), "numpy")) in entries
    assert not any(path.endswith(("site-packages", "dist-packages")) for path in entries)
    assert not {"/", "/proc", "/tmp", "/etc", os.path.realpath(numpy_home())} & set(entries)


def test_a_folder_closed_to_others_is_seen(tmp_path):
    tmp_path.chmod(0o700)
    assert not open_to_all((str(tmp_path),))
    assert open_to_all(("/usr/lib",))


def test_a_refusal_is_told(monkeypatch):
    def refused(flags):
        raise PermissionError(1, "unshare: Operation not permitted")

    monkeypatch.setattr(namespaces, "unshare", refused)
    assert "Operation not permitted" in namespaces.problem(needed(numpy_home()))


def test_the_new_root_is_small(ask, sandbox):
    if "namespaces" not in sandbox.reason:
        pytest.skip(f"LOUD: the new root was not looked at: {sandbox.reason}")
    paths = ("/proc/self", "/sys/kernel", "/etc/passwd", "/home", "/usr/bin/env", "/.old", "/var/tmp", "/dev/null")
    source = f"import os\ndef f(): return [os.path.exists(p) for p in {paths}]"
    assert ask(source, "f").values == ([False] * 7 + [True],)


def test_a_machine_that_refuses_namespaces_is_told_how_to_get_them():
    with Sandbox(_layers=frozenset({"landlock", "seccomp", "rlimits"})) as box:
        assert not any(remedy.startswith("namespaces") for remedy in box.remedies)  # not asked for, so not missed
