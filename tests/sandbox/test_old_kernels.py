"""What older kernels and stricter containers lack is told layer by layer; faked by a filter around the whole grader."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from grader.sandbox import Sandbox
from grader.sandbox.inside import landlock, seccomp
from grader.sandbox.inside.syscalls import MACHINE
from grader.sandbox.sandbox import LAYERS

ROOT = Path(__file__).resolve().parents[2]
ENOSYS, EPERM = 38, 1
COLUMN = {"x86_64": 0, "aarch64": 1}.get(MACHINE)
CALLS = {"landlock": ((444, 445, 446), (444, 445, 446), ENOSYS), "seccomp": ((317,), (277,), ENOSYS), "userns": ((272,), (97,), EPERM)}
WITHOUT = """
    import ctypes, json, struct, sys
    libc = ctypes.CDLL(None, use_errno=True)
    steps = [(0x20, 0, 0, 0)]
    for number, error in {refused}:
        steps += [(0x15, 0, 1, number), (0x06, 0, 0, 0x00050000 | error)]
    steps.append((0x06, 0, 0, 0x7FFF0000))
    code = b"".join(struct.pack("=HBBI", *step) for step in steps)
    kept = ctypes.create_string_buffer(code, len(code))
    frame = ctypes.create_string_buffer(struct.pack("@HP", len(steps), ctypes.addressof(kept)))
    assert libc.prctl(38, 1, 0, 0, 0) == 0
    assert libc.prctl(22, 2, frame, 0, 0) == 0  # the way of kernels before seccomp(2)
    sys.path.insert(0, {root!r})
    from grader.sandbox import Sandbox
    with Sandbox() as box:
        print(json.dumps([box.level, box.reason, {{layer.name: layer._asdict() for layer in box.layers}}]))
"""
pytestmark = pytest.mark.skipif(
    COLUMN is None or not landlock.abi() or bool(seccomp.probe()), reason="LOUD: no Landlock and seccomp here to be taken away"
)


def _told(*missing: str) -> dict:
    refused = [(number, CALLS[name][2]) for name in missing for number in CALLS[name][COLUMN]]
    script = textwrap.dedent(WITHOUT).format(refused=refused, root=str(ROOT))
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return dict(zip(("level", "reason", "layers"), json.loads(done.stdout), strict=True))


def test_without_landlock_namespaces_hide_the_files(sandbox):
    if sandbox.level != "strong":
        pytest.skip(f"LOUD: no namespaces on this machine: {sandbox.reason}")
    told = _told("landlock")
    assert told["level"] == "strong"
    assert told["layers"]["Landlock"]["state"] == "missing"
    assert told["layers"]["Landlock"]["problem"] == "this kernel has no Landlock, or hides it"
    assert "Linux 5.13 or newer" in told["layers"]["Landlock"]["remedy"]
    assert told["layers"]["seccomp"]["state"] == "in place"


def test_without_namespaces_it_is_standard():
    told = _told("userns")
    assert told["level"] == "standard"
    assert told["reason"].endswith("self-test 12/13 (open: see_file)")
    assert told["layers"]["namespaces"]["problem"].endswith("unshare: Operation not permitted")
    assert "sysctl kernel.apparmor_restrict_unprivileged_userns=0" in told["layers"]["namespaces"]["remedy"]


def test_without_seccomp_it_is_weak():
    told = _told("seccomp")
    assert told["level"] == "weak"
    assert told["layers"]["seccomp"]["problem"].endswith("seccomp: Function not implemented")
    assert "start_process" in told["reason"]


def test_seccomp_alone_is_weak():
    told = _told("landlock", "userns")
    assert told["level"] == "weak"
    assert "read_file" in told["reason"]


def test_nothing_at_all_is_none():
    told = _told("landlock", "seccomp", "userns")
    assert told["level"] == "none"
    assert told["reason"].startswith("limits only")
    assert {name for name, layer in told["layers"].items() if layer["remedy"]} == {"namespaces", "Landlock", "seccomp"}


@pytest.mark.parametrize("version", range(1, 8))
def test_every_version_of_landlock_is_entered_with_the_rights_it_knows(version):
    if landlock.abi() < version:
        pytest.skip(f"LOUD: this kernel's Landlock is {landlock.abi()}, version {version} was not tried")
    with Sandbox(_layers=LAYERS - {"namespaces"}, _landlock_abi=version) as box:
        assert box.level == "standard", box.reason
        assert {layer.name: layer.state for layer in box.layers}["Landlock"] == f"in place, version {version}"
