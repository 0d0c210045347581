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
from grader.sandbox.inside.locking import locked
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


def _set_aside(case: tuple[Any, ...], hidden: bytearray) -> tuple[Any, ...]:
    """The case with each argument's bytes moved to the end of `hidden`, their place there instead."""

    def moved(argument: tuple[str, bool, bytes]) -> tuple[str, bool, tuple[int, int]]:
        name, plain, blob = argument
        start = len(hidden)
        hidden.extend(blob)
        return name, plain, (start, len(hidden))

    seconds, calls, outputs = case
    return seconds, tuple((function, tuple(map(moved, args)), tuple(map(moved, kwargs))) for function, args, kwargs in calls), outputs


def _argument_names(plan: Plan) -> frozenset[str]:
    """What a cell may say that a plan's calls have changed."""
    counts = [range(1, len(call.args) + 1) for call in plan.calls]
    names = {str(number) for count in counts for number in count} | {name for call in plan.calls for name, _ in call.kwargs}
    return frozenset(f"argument {name}" for name in names)


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
    profile: Profile
    public: tuple[bool, ...]
    """Which cases students may see all of; they run before a cell can read the arguments of the others (docs/design/031)."""
    arguments: tuple[frozenset[str], ...]
    """Each plan's arguments, as a cell names them."""
    key: bytes
    """Opens the arguments of the cases that are not public."""

    def __len__(self) -> int:
        """Count the plans."""
        return len(self.groups)


def make_batch(plans: Sequence[Plan], groups: Sequence[str], profile: str = "numpy", public: Sequence[bool] | None = None) -> Batch:
    """Encode plans that all name the same module; a plan with a value that cannot be sent is kept as impossible.

    `public` tells of each plan whether students may see its arguments; they may see all of them when it is left out.
    Raises ValueError for plans of several modules, for groups that are not parallel to them, and for an unknown profile.
    """
    seen_by_all = tuple(public) if public is not None else (True,) * len(plans)
    if len(seen_by_all) != len(plans):
        raise ValueError(f"{len(plans)} plans, of which {len(seen_by_all)} are said to be public or not")
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
    hidden = bytearray()
    for number, plan in enumerate(plans):
        try:
            case = _encode_plan(plan)
            cases.append(case if seen_by_all[number] else _set_aside(case, hidden))
        except Refused as refused:
            impossible[number] = str(refused)
            cases.append((_seconds(plan), (), ()))
    salt = repr((tuple(groups), seen_by_all, sorted(impossible.items()), kind.name, kind.version)).encode()
    key = os.urandom(32)
    encoded = encode_ours((module, tuple(cases), locked(bytes(hidden), key)), room=256 << 20, nodes=1 << 22)
    return Batch(
        module=module,
        groups=tuple(groups),
        seconds=tuple(map(_seconds, plans)),
        outputs=tuple(len(plan.outputs) for plan in plans),
        impossible=impossible,
        encoded=encoded,
        digest=hashlib.sha256(encode_ours((module, tuple(cases), bytes(hidden), salt), room=256 << 20, nodes=1 << 22)).hexdigest(),
        profile=kind,
        public=seen_by_all,
        arguments=tuple(map(_argument_names, plans)),
        key=key,
    )


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
