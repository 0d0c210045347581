"""Small attacks that the self-test runs as if a student had handed them in.

This file is sent into the sandbox as text; the grader never runs it. Every function tells whether its attack worked: True, False,
or an OSError (a refusal, which counts as blocked).
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import socket

import numpy as np


def read_file(path: str) -> bool:
    """Read what lies beside the course."""
    with open(path, encoding="utf-8") as file:
        return "canary" in file.read()


def see_file(path: str) -> bool:
    """Learn that a file exists, its size and its age."""
    return os.stat(path).st_size > 0


def write_file(path: str) -> bool:
    """Change a file."""
    with open(path, "a", encoding="utf-8") as file:
        file.write("x")
    return True


def read_process(pid: int) -> bool:
    """Read the environment of the grader's process."""
    with open(f"/proc/{pid}/environ", "rb") as file:
        return bool(file.read(1))


def signal_process(pid: int) -> bool:
    """Reach the grader's process with signals (signal 0 only asks)."""
    os.kill(pid, 0)
    return True


def signal_by_pipe(pid: int) -> bool:
    """Have a pipe send signals to the grader."""
    reading, _ = os.pipe()
    fcntl.fcntl(reading, fcntl.F_SETOWN, pid)
    return True


def start_process() -> bool:
    """Start another process."""
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)
    return True


def start_program() -> bool:
    """Start another program; a missing one shows whether starting is refused before it is looked for."""
    try:
        os.execv("/nonexistent/program", ["program"])
    except FileNotFoundError:
        return True


def reach_network(port: int) -> bool:
    """Connect to a port of this machine."""
    with socket.create_connection(("127.0.0.1", port), timeout=1):
        return True


def send_datagram(port: int) -> bool:
    """Send without a connection."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as endpoint:
        return endpoint.sendto(b"x", ("127.0.0.1", port)) == 1


def take_memory() -> bool:
    """Fill more memory than a submission may use."""
    try:
        return np.ones(3 << 27).size > 0
    except MemoryError:
        return False


def find_descriptors() -> bool:
    """Find an open file that was not meant for it."""
    return any(_is_open(fd) for fd in (4, *range(6, 64)))


def new_namespace() -> bool:
    """Become root in a namespace of its own."""
    return bool(ctypes.CDLL(None).unshare(0x10000000) == 0)


def _is_open(fd: int) -> bool:
    try:
        os.fstat(fd)
    except OSError:
        return False
    return True
