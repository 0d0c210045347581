"""The allow list of system calls, as a seccomp filter program."""

from __future__ import annotations

import ctypes
import struct

from .syscalls import MACHINE, syscall

# name, number on x86-64, number on aarch64
_FREE = """
setitimer 38 103, pipe 22 -, read 0 63, write 1 64, readv 19 65, writev 20 66, pread64 17 67, pwrite64 18 68, preadv 295 69,
pwritev 296 70, close 3 57, close_range 436 436, lseek 8 62, fstat 5 80, stat 4 -, lstat 6 -, newfstatat 262 79, statx 332 291,
access 21 -, faccessat 269 48, faccessat2 439 439, readlink 89 -, readlinkat 267 78, getcwd 79 17, getdents64 217 61, dup 32 23,
dup2 33 -, dup3 292 24, pipe2 293 59, poll 7 -, ppoll 271 73, select 23 -, pselect6 270 72, epoll_create1 291 20, epoll_ctl 233 21,
epoll_wait 232 -, epoll_pwait 281 22, eventfd2 290 19, mmap 9 222, mprotect 10 226, munmap 11 215, mremap 25 216, madvise 28 233,
brk 12 214, futex 202 98, set_robust_list 273 99, rseq 334 293, set_tid_address 218 96, rt_sigaction 13 134, rt_sigprocmask 14 135,
rt_sigreturn 15 139, rt_sigpending 127 136, rt_sigtimedwait 128 137, rt_sigsuspend 130 133, sigaltstack 131 132, pause 34 -,
nanosleep 35 101, clock_gettime 228 113, clock_getres 229 114, clock_nanosleep 230 115, gettimeofday 96 169, time 201 -,
times 100 153, getitimer 36 102, alarm 37 -, getrusage 98 165, getrlimit 97 163, sysinfo 99 179, uname 63 160, getpid 39 172,
gettid 186 178, getppid 110 173, getpgrp 111 -, getuid 102 174, geteuid 107 175, getgid 104 176, getegid 108 177,
getresuid 118 148, getresgid 120 150, getgroups 115 158, sched_yield 24 124, sched_getaffinity 204 123, getcpu 309 168,
getrandom 318 278, restart_syscall 219 128, exit 60 93, exit_group 231 94, membarrier 324 283
"""
# allowed for some arguments only
_CHECKED = """
open 2 -, openat 257 56, kill 62 129, tgkill 234 131, clone 56 220, clone3 435 435, fcntl 72 25, ioctl 16 29, prlimit64 302 261,
prctl 157 167
"""
_ARCHITECTURES = {"x86_64": (0, 0xC000003E, 317), "aarch64": (1, 0xC00000B7, 277)}
"""Column of the tables, audit number of the architecture, number of seccomp(2)."""

_LOAD, _EQUAL, _AT_LEAST, _MORE, _BITS, _RETURN = 0x20, 0x15, 0x35, 0x25, 0x45, 0x06
_ALLOW, _KILL, _EPERM, _ENOSYS = 0x7FFF0000, 0x80000000, 0x00050001, 0x00050026
_NR, _ARCH = 0, 4
_X32 = 0x40000000
_WRITING = 0o1 | 0o2 | 0o100 | 0o1000 | 0o20000000  # O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, and the bit of O_TMPFILE that is not O_DIRECTORY
_CLONE_THREAD = 0x10000
# F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_DUPFD_CLOEXEC: no owner, no signal, no lock
_FCNTL = (0, 1, 2, 3, 4, 1030)
_FCNTL_ASYNC = 0o20000
# TCGETS, TIOCGWINSZ, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX
_IOCTL = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)
_PR_NAMES = (15, 16)
_SELF = 0x7E57C0DE
"""Stands for the child's pid until the filter is put in place."""

Program = list[tuple[int, int, int, int]]


def available() -> bool:
    """Whether the tables know this machine."""
    return MACHINE in _ARCHITECTURES


def _numbers(table: str) -> dict[str, int]:
    column = _ARCHITECTURES[MACHINE][0]
    rows = (entry.split() for entry in table.replace("\n", " ").split(","))
    return {row[0]: int(row[1 + column]) for row in rows if row[1 + column] != "-"}


def _argument(index: int, *, high: bool = False) -> tuple[int, int, int, int]:
    return (_LOAD, 0, 0, 16 + 8 * index + (4 if high else 0))


def _one_of(argument: int, values: tuple[int, ...]) -> Program:
    block: Program = [_argument(argument)]
    for value in values:
        block += [(_EQUAL, 0, 1, value), (_RETURN, 0, 0, _ALLOW)]
    return [*block, (_RETURN, 0, 0, _EPERM)]


def _without_bits(argument: int, bits: int) -> Program:
    return [_argument(argument), (_BITS, 0, 1, bits), (_RETURN, 0, 0, _EPERM), (_RETURN, 0, 0, _ALLOW)]


def _rules(*, writing: bool) -> dict[str, Program]:
    """What follows once the call's number has matched; every block ends in a return."""
    opening: Program = [(_RETURN, 0, 0, _ALLOW)]
    # setting O_ASYNC would let a pipe send signals
    fcntl: Program = [_argument(1), (_EQUAL, 0, 3, 4), _argument(2), (_BITS, 0, 1, _FCNTL_ASYNC), (_RETURN, 0, 0, _EPERM)]
    reading_limits: Program = [_argument(2), (_EQUAL, 0, 3, 0), _argument(2, high=True), (_EQUAL, 0, 1, 0), (_RETURN, 0, 0, _ALLOW)]
    return {
        "open": opening if writing else _without_bits(1, _WRITING),
        "openat": opening if writing else _without_bits(2, _WRITING),
        "kill": _one_of(0, (_SELF,)),
        "tgkill": _one_of(0, (_SELF,)),
        "clone": [_argument(0), (_BITS, 0, 1, _CLONE_THREAD), (_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _EPERM)],
        "clone3": [(_RETURN, 0, 0, _ENOSYS)],  # the C library falls back to clone, whose flags can be read here
        "fcntl": [*fcntl, *_one_of(1, _FCNTL)],
        "ioctl": _one_of(1, _IOCTL),
        "prlimit64": [*reading_limits, (_RETURN, 0, 0, _EPERM)],
        "prctl": _one_of(0, _PR_NAMES),
    }


def _ranges(numbers: list[int]) -> list[tuple[int, int]]:
    ranges: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if ranges and ranges[-1][1] == number - 1:
            ranges[-1] = (ranges[-1][0], number)
        else:
            ranges.append((number, number))
    return ranges


def program(*, writing: bool) -> bytes:
    """The filter; opening files for writing is left to Landlock when `writing`, and refused here otherwise."""
    _, architecture, _ = _ARCHITECTURES[MACHINE]
    code: Program = [(_LOAD, 0, 0, _ARCH), (_EQUAL, 1, 0, architecture), (_RETURN, 0, 0, _KILL), (_LOAD, 0, 0, _NR)]
    if MACHINE == "x86_64":
        code += [(_AT_LEAST, 0, 1, _X32), (_RETURN, 0, 0, _KILL)]
    for low, high in _ranges(list(_numbers(_FREE).values())):
        code += [(_AT_LEAST, 0, 2, low), (_MORE, 1, 0, high), (_RETURN, 0, 0, _ALLOW)]
    checked = _numbers(_CHECKED)
    for name, block in _rules(writing=writing).items():
        if name in checked:
            code += [(_EQUAL, 0, len(block), checked[name]), *block]
    code.append((_RETURN, 0, 0, _EPERM))
    return b"".join(struct.pack("=HBBI", *step) for step in code)


class Filter:
    """A filter made once, put in place in every child."""

    def __init__(self, *, writing: bool) -> None:
        template = program(writing=writing)
        self._code = ctypes.create_string_buffer(template, len(template))
        self._places = [at for at in range(4, len(template), 8) if template[at : at + 4] == struct.pack("=I", _SELF)]
        self._frame = ctypes.create_string_buffer(struct.pack("@HP", len(template) // 8, ctypes.addressof(self._code)))
        self._number = _ARCHITECTURES[MACHINE][2]

    def enter(self, pid: int) -> None:
        """Filter this process from now on, all its threads included; raises OSError when the kernel refuses."""
        for place in self._places:
            struct.pack_into("=I", self._code, place, pid)
        syscall("seccomp", self._number, 1, 1, self._frame)


def probe() -> str:
    """Why there is no seccomp here, or the empty string; asks without changing anything."""
    if not available():
        return f"no table of system calls for {MACHINE}"
    action = ctypes.create_string_buffer(struct.pack("=I", _EPERM & 0xFFFF0000))
    try:
        syscall("seccomp", _ARCHITECTURES[MACHINE][2], 2, 0, action)
    except OSError as error:
        return str(error)
    return ""
