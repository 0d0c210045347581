"""Plans on their way into the sandbox: their inputs encoded once."""

from __future__ import annotations

import hashlib
import itertools
import os
import weakref
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from grader.model import Attribute, Call, Item, Plan, Ref
from grader.sandbox.inside.codec import Reference, Refused
from grader.sandbox.inside.encoding import encode_ours
from grader.sandbox.limits import LIMITS
from grader.sandbox.profiles import PROFILES, Profile


def _reference(ref: Ref) -> Reference:
    steps: list[tuple[str, int | str]] = []
    for step in ref.path:
        match step:
            case Item(key):
                steps.append(("item", key))
            case Attribute(name):
                steps.append(("attribute", name))
    return Reference(ref.root, tuple(steps))


class _Arguments:
    """Encodes arguments; remembers whether the last one holds a reference."""

    def __init__(self) -> None:
        self._plain = True

    def _special(self, value: Any) -> Reference | None:
        if type(value) is not Ref:
            return None
        self._plain = False
        return _reference(value)

    def encode(self, name: str, value: Any) -> tuple[str, bool, bytes]:
        self._plain = True
        try:
            blob = encode_ours(value, special=self._special, nodes=20_000)
        except Refused as refused:
            raise Refused(f"argument {name}: {refused}") from None
        return (name, self._plain, blob)

    def call(self, call: Call) -> tuple[Any, ...]:
        positional = tuple(self.encode(str(number), value) for number, value in enumerate(call.args, 1))
        return (_reference(call.function), positional, tuple(self.encode(name, value) for name, value in call.kwargs))


def _seconds(plan: Plan) -> float:
    """The plan's CPU time; a timer set to nothing would never ring."""
    return min(max(float(plan.seconds), 0.05), LIMITS.total_seconds)


def _encode_plan(plan: Plan) -> tuple[Any, ...]:
    arguments = _Arguments()
    return (_seconds(plan), tuple(arguments.call(call) for call in plan.calls), tuple(_reference(ref) for ref in plan.outputs))


@dataclass(frozen=True, eq=False)
class Batch:
    """Plans for one student module, ready to be sent any number of times."""

    module: str
    groups: tuple[str, ...]
    """Part address of each plan; what one part does to itself costs no other."""
    seconds: tuple[float, ...]
    outputs: tuple[int, ...]
    """How many values each plan gives back."""
    impossible: dict[int, str]
    """Why a plan cannot be sent, by its number: the course's mistake."""
    encoded: bytes
    digest: str
    """Hash of everything that goes into the sandbox, groups and the profile's version included."""
    profile: Profile = PROFILES["numpy"]

    def __len__(self) -> int:
        """Count the plans."""
        return len(self.groups)


def make_batch(plans: Sequence[Plan], groups: Sequence[str], profile: str = "numpy") -> Batch:
    """Encode plans that all name the same module; a plan with a value that cannot be sent is kept as impossible.

    Raises ValueError for plans of several modules, for groups that are not parallel to them, and for an unknown profile.
    """
    if profile not in PROFILES:
        raise ValueError(f"there is no profile {profile!r}; there are {', '.join(PROFILES)}")
    kind = PROFILES[profile]
    if len(plans) != len(groups):
        raise ValueError(f"{len(plans)} plans with {len(groups)} groups")
    modules = sorted({plan.module for plan in plans})
    if len(modules) > 1:
        raise ValueError(f"a batch is for one module, not for {', '.join(modules)}")
    module = modules[0] if modules else ""
    impossible: dict[int, str] = {}
    cases: list[tuple[Any, ...]] = []
    for number, plan in enumerate(plans):
        try:
            cases.append(_encode_plan(plan))
        except Refused as refused:
            impossible[number] = str(refused)
            cases.append((_seconds(plan), (), ()))
    encoded = encode_ours((module, tuple(cases)), room=256 << 20, nodes=1 << 22)
    salt = (tuple(groups), sorted(impossible.items()), kind.name, kind.version)
    digest = hashlib.sha256(encoded + repr(salt).encode()).hexdigest()
    seconds = tuple(map(_seconds, plans))
    return Batch(module, tuple(groups), seconds, tuple(len(plan.outputs) for plan in plans), impossible, encoded, digest, kind)


class Sheet:
    """Bytes behind a file descriptor that others may map but not change; closed when it is forgotten."""

    _numbers = itertools.count(1)

    def __init__(self, parts: Iterable[bytes]) -> None:
        self.number = next(self._numbers)
        if hasattr(os, "memfd_create"):
            self.fd = os.memfd_create("sheet", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
        else:
            import tempfile

            with tempfile.TemporaryFile() as file:
                self.fd = os.dup(file.fileno())
        self._finalizer = weakref.finalize(self, os.close, self.fd)
        for part in parts:
            view = memoryview(part)
            while view:
                view = view[os.write(self.fd, view) :]
        if hasattr(os, "memfd_create"):
            import fcntl

            fcntl.fcntl(self.fd, fcntl.F_ADD_SEALS, fcntl.F_SEAL_WRITE | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SEAL)

    def close(self) -> None:
        """Give the descriptor back; may be called again."""
        self._finalizer()
