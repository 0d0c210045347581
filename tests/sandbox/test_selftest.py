"""The level is what attacks could not do, not what a kernel says it has."""

from __future__ import annotations

import pytest

from grader.sandbox import Sandbox
from grader.sandbox.inside import landlock, seccomp
from grader.sandbox.selftest import assess

ALL = frozenset({"namespaces", "landlock", "seccomp", "rlimits", "uid"})


@pytest.fixture
def locks():
    """Landlock and seccomp of this kernel; without them there is nothing to compare."""
    if not landlock.abi() or seccomp.probe():
        pytest.skip(f"LOUD: levels were not compared: Landlock {landlock.abi()}, seccomp {seccomp.probe() or 'there'}")


def _isolation(layers: frozenset[str], landlock_abi: int | None = None):
    with Sandbox(_layers=layers, _landlock_abi=landlock_abi) as box:
        return box.level, box.reason, box.remedies


def test_everything_this_machine_has(sandbox, locks):
    assert sandbox.level in ("strong", "standard")
    assert "seccomp" in sandbox.reason
    assert "self-test" in sandbox.reason
    if sandbox.level == "standard":
        assert any("namespaces" in remedy for remedy in sandbox.remedies)


@pytest.mark.parametrize("abi", [None, 1, 3, 5])
def test_landlock_and_seccomp_are_standard_on_old_kernels_too(abi, locks):
    level, reason, _ = _isolation(ALL - {"namespaces"}, abi)
    assert level == "standard", reason
    assert reason.endswith("self-test 12/13 (open: see_file)")


@pytest.mark.parametrize("layers", [{"landlock"}, {"seccomp"}])
def test_one_layer_alone_is_weak(layers, locks):
    level, reason, _ = _isolation(frozenset(layers) | {"rlimits"})
    assert level == "weak", reason


def test_limits_alone_are_none():
    level, reason, _ = _isolation(frozenset({"rlimits"}))
    assert level == "none"
    assert reason.startswith("limits only")


def test_a_kernel_without_landlock_gets_its_remedy(locks):
    level, _, remedies = _isolation(ALL - {"namespaces"}, 0)
    assert level == "weak"
    assert any(remedy.startswith("Landlock (keeps files closed): run on Linux 5.13 or newer") for remedy in remedies)


def test_an_attack_that_could_not_be_tried_counts_as_open():
    isolation = assess({"seccomp": True, "failed": {}}, {"read_file": False, "fork": None})
    assert isolation.level == "weak"
    assert isolation.reason == "seccomp; self-test 1/2 (open: fork)"


def test_a_missing_layer_is_told_with_its_cause():
    isolation = assess({"landlock": 7, "seccomp": True, "failed": {"namespaces": "unshare: Operation not permitted"}}, {"see_file": True})
    assert isolation.level == "standard"
    (remedy,) = isolation.remedies
    assert remedy.startswith("namespaces (hide files and processes): allow unprivileged user namespaces")
    assert remedy.endswith("Here: unshare: Operation not permitted.")


def test_a_sandbox_that_cannot_start_has_no_level(monkeypatch):
    monkeypatch.setattr("sys.executable", "/bin/false")
    with Sandbox() as box:
        assert box.level == "none"
        assert box.reason.startswith("the self-test failed: the zygote ended")
