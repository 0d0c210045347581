"""Observe on one machine and judge on another: plans go out, recordings come back."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from typing import Any

from grader.errors import BrokenError
from grader.model import Assignment, Case, Module, Observation, Status
from grader.pipeline.probes import make_probes, reachable
from grader.sandbox import PROFILES, Batch, Sandbox, decode

FORMAT = "grader plans 1"


def plans_of(assignment: Assignment) -> bytes:
    """All that another machine needs to know in order to observe: calls and inputs, no title, rule, tolerance or expected value.

    `observe_plans` reads it. See docs/design/100.
    """
    batches = [probe.batch for probe in make_probes(assignment, Sandbox())]
    return json.dumps({"format": FORMAT, "assignment": assignment.id, "batches": [_written(batch) for batch in batches]}).encode()


def observe_plans(plans: bytes, modules: Mapping[str, Module], sandbox: Sandbox) -> list[tuple[str, bytes]]:
    """Run plans beside a submission's modules: for each batch, in order, the hash of its inputs and a recording.

    Raises BrokenError for bytes that are no plans.
    """
    return [(batch.digest, sandbox.observe(reachable(modules, batch.module), batch)) for batch in _batches(plans)]


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


def _batches(plans: bytes) -> list[Batch]:
    try:
        told = json.loads(plans)
        if told["format"] != FORMAT:
            raise BrokenError(f"plans of the form {told['format']!r}, where {FORMAT!r} is read; draw them with the same version")
        return [_read(batch) for batch in told["batches"]]
    except (ValueError, LookupError, TypeError, AttributeError):
        raise BrokenError("the plans cannot be read; draw them again") from None


def _written(batch: Batch) -> dict[str, Any]:
    return {
        "module": batch.module,
        "profile": batch.profile.name,
        "groups": list(batch.groups),
        "seconds": list(batch.seconds),
        "outputs": list(batch.outputs),
        # which, not why: the reason quotes the author's input
        "impossible": sorted(batch.impossible),
        "digest": batch.digest,
        "encoded": base64.b64encode(batch.encoded).decode("ascii"),
    }


def _read(told: Mapping[str, Any]) -> Batch:
    encoded = base64.b64decode(told["encoded"], validate=True)
    impossible = {int(number): "the course cannot send it" for number in told["impossible"]}
    groups = tuple(str(group) for group in told["groups"])
    outputs = tuple(int(count) for count in told["outputs"])
    return Batch(
        module=str(told["module"]),
        groups=groups,
        seconds=tuple(float(value) for value in told["seconds"]),
        outputs=outputs,
        impossible=impossible,
        encoded=encoded,
        digest=str(told["digest"]),
        profile=PROFILES[told["profile"]],
    )
