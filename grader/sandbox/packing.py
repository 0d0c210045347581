"""One observation as bytes, to be handed out with a release; and read back."""

from __future__ import annotations

from grader.model import Foreign, Observation, Status
from grader.sandbox.inside.codec import U32, Refused
from grader.sandbox.inside.encoding import encode, encode_ours
from grader.sandbox.recording import read_case


def pack(observation: Observation) -> bytes:
    """Write an observation that returned or raised in the form in which a cell sends it.

    Raises ValueError for one that did neither, and for values too large to be carried.
    """
    if observation.status not in (Status.RETURNED, Status.RAISED):
        raise ValueError(f"an observation that is {observation.status} cannot be handed out")
    raised = None
    if observation.raised is not None:
        # Without frames: they show lines of the reference.
        raised = (observation.raised.type_name, observation.raised.bases, observation.raised.message, (), observation.raised.call)
    values = tuple(_value(value) for value in observation.values)
    return encode_ours((0, observation.status.value, raised, observation.changed, "", values))


def unpack(packed: bytes, outputs: int) -> Observation:
    """Read what `pack` wrote of a plan with so many outputs; raises ValueError for anything else."""
    seen = read_case(packed, outputs)
    if seen.status is Status.CRASHED:
        raise Refused("no packed observation")
    return seen


def _value(value: object) -> bytes:
    if isinstance(value, Foreign):
        name = value.type_name.encode()
        return b"X" + U32.pack(len(name)) + name
    return encode(value)
