"""Observe on one machine and judge on another: plans go out, recordings come back."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from grader.errors import BrokenError
from grader.load import course_files, course_hash
from grader.model import Assignment, Case, Module, Observation, Status
from grader.pipeline.probes import make_probes, reachable
from grader.sandbox import PROFILES, Batch, Sandbox, decode

FORMAT = "grader plans 1"


@dataclass(frozen=True, slots=True)
class Plans:
    """What one machine drew for another."""

    assignment: str
    seed: str
    course: str
    """Hash of the files that they were drawn from."""
    batches: tuple[Batch, ...]


def plans_of(assignment: Assignment, seed: str = "") -> bytes:
    """All that another machine needs to know in order to observe: calls and inputs, no title, rule, tolerance or expected value.

    `seed` is what the cases were drawn from. `read_plans` reads it. See docs/design/100.
    """
    batches = [_told(probe.batch) for probe in make_probes(assignment, Sandbox())]
    head = {"format": FORMAT, "assignment": assignment.id, "seed": seed, "course": course_hash(course_files(assignment))}
    return json.dumps({**head, "batches": batches}).encode()


def read_plans(plans: bytes) -> Plans:
    """Read what `plans_of` wrote; raises BrokenError for anything else."""
    try:
        told = json.loads(plans)
        if told["format"] != FORMAT:
            raise BrokenError(f"plans of the form {told['format']!r}, where {FORMAT!r} is read; draw them with the same version")
        batches = tuple(Batch(**{name: _value(value) for name, value in batch.items()}) for batch in told["batches"])
        return Plans(str(told["assignment"]), str(told["seed"]), str(told["course"]), batches)
    except (ValueError, LookupError, TypeError, AttributeError):
        raise BrokenError("the plans cannot be read; draw them again") from None


def observe_plans(plans: Plans, modules: Mapping[str, Module], sandbox: Sandbox) -> list[tuple[str, bytes]]:
    """Run plans beside a submission's modules: for each batch, in order, the hash of its inputs and a recording."""
    return [(batch.digest, sandbox.observe(reachable(modules, batch.module), batch)) for batch in plans.batches]


def seen_in(assignment: Assignment, recordings: Sequence[bytes]) -> list[tuple[Case, Observation]]:
    """Each case with what was seen of it, from the recordings of `plans_of(assignment)`."""
    probes = make_probes(assignment, Sandbox())
    return [
        (case, observation)
        for probe, recording in zip(probes, recordings, strict=True)
        for (_, case), observation in zip(probe.cases, decode(recording, probe.batch), strict=True)
    ]


def unusable(recording: bytes, batch: Batch) -> bool:
    """Whether nothing at all was seen: damaged bytes, a recording of something else, or a sandbox that failed."""
    seen = [observation for number, observation in enumerate(decode(recording, batch)) if number not in batch.impossible]
    return bool(seen) and all(observation.status is Status.LOST for observation in seen)


def _told(batch: Batch) -> dict[str, Any]:
    """A batch field by field; of what the course cannot send, that it cannot: the reason quotes the author's input."""
    silent = replace(batch, impossible=dict.fromkeys(batch.impossible, "the course cannot send it"))
    return {field.name: _plain(getattr(silent, field.name)) for field in fields(Batch)}


def _plain(value: Any) -> Any:
    """A field's value for JSON: types that JSON lacks are mappings of one key."""
    if isinstance(value, bytes):
        return {"bytes": base64.b64encode(value).decode("ascii")}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, frozenset):
        return {"set": sorted(value)}
    if isinstance(value, dict):
        return {"dict": [[key, item] for key, item in sorted(value.items())]}
    return {"profile": value.name} if isinstance(value, type(PROFILES["numpy"])) else value


def _value(plain: Any) -> Any:
    """What `_plain` made this of."""
    if isinstance(plain, list):
        return tuple(_value(item) for item in plain)
    if not isinstance(plain, dict):
        return plain
    ((kind, told),) = plain.items()
    readers: dict[str, Callable[[Any], Any]] = {
        "bytes": lambda told: base64.b64decode(told, validate=True),
        "set": frozenset,
        "dict": dict,
        "profile": PROFILES.__getitem__,
    }
    return readers[kind](told)
