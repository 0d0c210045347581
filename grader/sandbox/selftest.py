"""How well student code is locked in: told by attacks that were tried, not by features."""

from __future__ import annotations

import os
import socket
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple

from grader.model import Call, Chunk, Module, Observation, Plan, Ref, Status
from grader.sandbox.batch import Batch, make_batch
from grader.sandbox.recording import decode

Level = Literal["strong", "standard", "weak", "none"]
_METADATA = "see_file"
"""The one attack that Landlock and seccomp together do not stop: only a mount namespace does."""
_LAYERS = {
    "namespaces": (
        "namespaces",
        "hide files and processes",
        "allow unprivileged user namespaces (Ubuntu: sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0),"
        " or start the grader as root.",
    ),
    "landlock": (
        "Landlock",
        "keeps files closed",
        "run on Linux 5.13 or newer with landlock among the security modules (lsm=landlock,...).",
    ),
    "seccomp": (
        "seccomp",
        "keeps system calls closed",
        "run on Linux on x86-64 or aarch64, in a container with its default profile.",
    ),
    "rlimits": ("limits", "bound memory and time", "raise the hard limits of the account that runs the grader (ulimit -H)."),
    "uid": ("own user id", "parts root's rights from student code", "start the grader in a container that maps more than one user id."),
    "no_new_privs": ("no_new_privs", "lets locks be put on without root", "run on Linux 3.5 or newer."),
}
"""By the zygote's word for each: its name, what it does, how to get it."""


class Layer(NamedTuple):
    """One of the locks, as this machine gives it."""

    name: str
    purpose: str
    state: str
    """"in place", with its version where there is one; "not needed"; or "missing"."""
    problem: str = ""
    """Why it is missing, in the system's words."""
    remedy: str = ""
    """How to get it."""


class Isolation(NamedTuple):
    """The outcome of a self-test."""

    level: Level
    reason: str
    layers: tuple[Layer, ...]
    open_attacks: tuple[str, ...]

    @property
    def remedies(self) -> tuple[str, ...]:
        """How to get each layer that is missing, a line each."""
        return tuple(f"{layer.name} ({layer.purpose}): {layer.remedy} Here: {layer.problem}." for layer in self.layers if layer.remedy)


def _plan(name: str, *arguments: Any) -> Plan:
    return Plan("canaries", (Call(Ref(name), arguments),), (Ref(0),))


def _attacked(observation: Observation) -> bool | None:
    """Whether an attack worked; None when it could not be tried."""
    if observation.status is Status.RETURNED:
        return observation.values[0] is True
    if observation.status is Status.RAISED and observation.raised is not None:
        return False if "OSError" in observation.raised.bases else None
    return False if observation.status in (Status.CRASHED, Status.TIMEOUT, Status.MEMORY) else None


def attack(observe: Callable[[Mapping[str, Module], Batch], bytes]) -> dict[str, bool | None]:
    """Try every canary through the real path; by name, whether it worked (None: it could not be tried)."""
    source = Path(__file__).with_name("canaries.py").read_text(encoding="utf-8")
    modules = {"canaries": Module("canaries", (Chunk("canaries.py", source),))}
    with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as listener:
        os.chmod(folder, 0o755)
        secret = Path(folder, "canary.txt")
        secret.write_text("canary\n", encoding="utf-8")
        secret.chmod(0o666)
        port, pid = listener.getsockname()[1], os.getpid()
        plans = [_plan("find_descriptors")]  # before any other has opened some
        plans += [_plan(name, str(secret)) for name in ("read_file", _METADATA, "write_file")]
        plans += [_plan(name, pid) for name in ("read_process", "signal_process", "signal_by_pipe")]
        plans += [_plan(name, port) for name in ("reach_network", "send_datagram")]
        plans += [_plan(name) for name in ("start_process", "start_program", "take_memory", "new_namespace")]
        names = [str(plan.calls[0].function.root) for plan in plans]
        batch = make_batch(plans, names)
        return dict(zip(names, map(_attacked, decode(observe(modules, batch), batch)), strict=True))


def _level(report: Mapping[str, Any], worked: tuple[str, ...]) -> Level:
    if not worked:
        return "strong"
    if worked == (_METADATA,):
        return "standard"
    return "weak" if report.get("seccomp") or report.get("landlock") else "none"


def assess(report: Mapping[str, Any], tried: Mapping[str, bool | None]) -> Isolation:
    """Put the zygote's own report and the attacks' outcome into a level, a line and a remedy per missing layer."""
    worked = tuple(name for name, outcome in tried.items() if outcome is not False)
    got = [f"landlock {report['landlock']}"] if report.get("landlock") else []
    got += [layer for layer in ("seccomp", "namespaces") if report.get(layer)]
    reason = f"{', '.join(got) or 'limits only'}; self-test {len(tried) - len(worked)}/{len(tried)}"
    if worked:
        reason += f" (open: {', '.join(worked)})"
    return Isolation(_level(report, worked), reason, _layers(report), worked)


def _layers(report: Mapping[str, Any]) -> tuple[Layer, ...]:
    """Every layer that was tried, or is not needed here; one that a test has switched off is not told."""
    failed: Mapping[str, str] = report.get("failed", {})
    found = []
    for key, (name, purpose, remedy) in _LAYERS.items():
        if key in failed:
            found.append(Layer(name, purpose, "missing", failed[key], remedy))
        elif report.get(key):
            version = f", version {report[key]}" if key == "landlock" else ""
            found.append(Layer(name, purpose, f"in place{version}"))
        elif key == "uid" and report.get("root") is False:
            found.append(Layer(name, purpose, "not needed, not root"))
    return tuple(found)
