"""The filter decides as its table says, on both architectures; a small interpreter runs it without a kernel."""

from __future__ import annotations

import struct

import pytest

from grader.sandbox.inside import seccomp

ALLOW, KILL, EPERM, ENOSYS = 0x7FFF0000, 0x80000000, 0x00050001, 0x00050026
AUDIT = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
SELF = 0x7E57C0DE


def _decide(program: bytes, architecture: int, number: int, *arguments: int) -> int:
    """Run a classic BPF program over a system call, as the kernel does."""
    call = struct.pack("<IIQ6Q", number, architecture, 0, *[value & (1 << 64) - 1 for value in (*arguments, *[0] * 6)[:6]])
    steps = list(struct.iter_unpack("=HBBI", program))
    at = value = 0
    while True:
        code, true, false, constant = steps[at]
        at += 1
        if code == 0x20:
            (value,) = struct.unpack_from("<I", call, constant)
        elif code == 0x06:
            return constant
        else:
            holds = {0x15: value == constant, 0x35: value >= constant, 0x25: value > constant, 0x45: bool(value & constant)}[code]
            at += true if holds else false


@pytest.fixture(params=["x86_64", "aarch64"])
def decide(request, monkeypatch):
    monkeypatch.setattr(seccomp, "MACHINE", request.param)

    def run(name: str, *arguments: int, writing: bool = False) -> int | None:
        numbers = seccomp._numbers(seccomp._FREE) | seccomp._numbers(seccomp._CHECKED)
        if name not in numbers:
            return None
        return _decide(seccomp.program(writing=writing), AUDIT[request.param], numbers[name], *arguments)

    return run


@pytest.mark.parametrize("name", ["read", "write", "mmap", "futex", "exit_group", "rt_sigreturn", "close", "setitimer", "getrandom"])
def test_ordinary_calls_pass(decide, name):
    assert decide(name, 1, 2, 3) == ALLOW


@pytest.mark.parametrize(
    ("name", "arguments", "decision"),
    [
        ("kill", (SELF, 9), ALLOW),
        ("kill", (SELF + 1, 9), EPERM),
        ("kill", (-1, 9), EPERM),
        ("kill", (0, 9), EPERM),
        ("tgkill", (SELF, 5, 6), ALLOW),
        ("tgkill", (1, 5, 6), EPERM),
        ("clone", (0x10000 | 0x100, 0), ALLOW),
        ("clone", (17, 0), EPERM),
        ("clone3", (1, 64), ENOSYS),
        ("fcntl", (1, 3), ALLOW),
        ("fcntl", (1, 4, 0o4000), ALLOW),
        ("fcntl", (1, 4, 0o20000), EPERM),
        ("fcntl", (1, 8, 5), EPERM),
        ("fcntl", (1, 10, 5), EPERM),
        ("fcntl", (1, 6), EPERM),
        ("fcntl", (1, 1030), ALLOW),
        ("ioctl", (1, 0x5401), ALLOW),
        ("ioctl", (1, 0x5412), EPERM),
        ("prlimit64", (0, 7, 0, 1), ALLOW),
        ("prlimit64", (0, 7, 1, 0), EPERM),
        ("prlimit64", (0, 7, 1 << 32, 0), EPERM),
        ("prctl", (15, 1), ALLOW),
        ("prctl", (1, 0), EPERM),
        ("prctl", (4, 1), EPERM),
        ("openat", (-100, 1, 0), ALLOW),
        ("openat", (-100, 1, 1), EPERM),
        ("openat", (-100, 1, 2), EPERM),
        ("openat", (-100, 1, 0o1000), EPERM),
        ("openat", (-100, 1, 0o20200000), EPERM),
        ("open", (1, 0o101), EPERM),
    ],
)
def test_some_calls_pass_with_some_arguments(decide, name, arguments, decision):
    assert decide(name, *arguments) in (decision, None)


def test_opening_for_writing_can_be_left_to_landlock(decide):
    assert decide("openat", -100, 1, 1, writing=True) == ALLOW


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_all_other_calls_are_refused(machine, monkeypatch):
    monkeypatch.setattr(seccomp, "MACHINE", machine)
    program = seccomp.program(writing=False)
    known = set(seccomp._numbers(seccomp._FREE).values()) | set(seccomp._numbers(seccomp._CHECKED).values())
    for number in set(range(600)) - known:
        assert _decide(program, AUDIT[machine], number) == EPERM
    assert len(program) // 8 < 400


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_another_architecture_is_ended(machine, monkeypatch):
    monkeypatch.setattr(seccomp, "MACHINE", machine)
    assert _decide(seccomp.program(writing=False), 0x40000003, 1) == KILL


def test_x32_is_ended(monkeypatch):
    monkeypatch.setattr(seccomp, "MACHINE", "x86_64")
    assert _decide(seccomp.program(writing=False), AUDIT["x86_64"], 0x40000000 + 39) == KILL


def test_an_unknown_machine_has_no_filter(monkeypatch):
    monkeypatch.setattr(seccomp, "MACHINE", "riscv64")
    assert not seccomp.available()
    assert seccomp.probe() == "no table of system calls for riscv64"


@pytest.mark.parametrize(
    "name", ["socket", "execve", "ptrace", "mount", "unshare", "bpf", "io_uring_setup", "memfd_create", "chmod", "setrlimit"]
)
def test_dangerous_calls_are_in_no_table(name):
    assert f" {name} " not in f" {seccomp._FREE} {seccomp._CHECKED} ".replace("\n", " ")
