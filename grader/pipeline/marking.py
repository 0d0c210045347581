"""Mark one submission against a prepared assignment."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Mapping
from dataclasses import dataclass

from grader.model import (
    Address,
    Assignment,
    Case,
    Chunk,
    Holds,
    Mistake,
    Module,
    Observation,
    Outcome,
    Part,
    Result,
    Status,
    Submission,
    Verdict,
)
from grader.pipeline.observing import Observer, Store
from grader.pipeline.probes import Probe, digest_of, make_probes
from grader.sandbox import Sandbox, decode
from grader.scoring import score_part, score_submission

Observations = Mapping[Address, Observation]
"""What was seen, by the address of the case."""

_WRONG = {Verdict.FAILED, Verdict.ERROR, Verdict.PARTIAL}


@dataclass(frozen=True, slots=True)
class Marked:
    """A result with what produced it."""

    result: Result
    submission: str
    """Content hash of what was handed in."""
    recordings: Mapping[str, bytes]
    """New recordings, to be kept."""


@dataclass(frozen=True, slots=True)
class _Judged:
    outcomes: tuple[Outcome, ...]
    mistake: Mistake | None


class Marking:
    """An assignment made ready: its reference observed, its inputs encoded. `mark` may be called from several threads."""

    def __init__(self, assignment: Assignment, sandbox: Sandbox, store: Store, *, may_run: bool = True) -> None:
        """Observe the reference; raises ValueError when the assignment was loaded without one."""
        if assignment.reference is None:
            raise ValueError(f"{assignment.id} was loaded without its reference solution")
        self.assignment = assignment
        self.reference = assignment.reference
        self.isolation = sandbox.level
        self._observer = Observer(make_probes(assignment, sandbox), sandbox, store, may_run=may_run)
        seen, self.recordings = self._observer.observe(self.reference.modules, self._observer.probes)
        self._expected = dict(_decoded(self._observer.probes, seen))
        self._mistaken: dict[tuple[str, str], Observations] = {}
        self._judged: dict[tuple[str, bytes], dict[Address, _Judged]] = {}
        self._lock = threading.Lock()
        self.course = self._course_digest()

    def mark(self, submission: Submission) -> Marked:
        """Observe, judge and score one submission."""
        probes = self._observer.probes
        seen, new = self._observer.observe(submission.modules, probes)
        parts = {part.address: self._written(part, submission) for part in self.assignment.parts if not _runs(part)}
        for probe, (key, recording) in zip(probes, seen.items(), strict=True):
            judged = self._judge_recording(probe, recording)
            parts |= judged
            if key in new and any(o.verdict is Verdict.BROKEN for j in judged.values() for o in j.outcomes):
                del new[key]  # our own fault must not be remembered as the student's behaviour
        scored = {address: score_part(self.assignment.part(address), j.outcomes, mistake=j.mistake) for address, j in parts.items()}
        result = score_submission(self.assignment, submission, scored, isolation=self.isolation)
        return Marked(result, _submission_digest(submission), new)

    def _judge_recording(self, probe: Probe, recording: bytes) -> dict[Address, _Judged]:
        """Judge a probe's parts; a class repeats itself, and the same bytes are judged once."""
        key = (probe.batch.digest, hashlib.sha256(recording).digest())
        if key not in self._judged:
            seen = dict(_decoded((probe,), {"": recording}))
            self._judged[key] = {part.address: self._judge(part, seen, probe) for part in probe.parts}
        return self._judged[key]

    def _written(self, part: Part, submission: Submission) -> _Judged:
        answer, model = (s.answers.get(part.address.local) for s in (submission, self.reference))
        seen, expected = (part.kind.read(a) or _unseen(part.cases[0]) for a in (answer, model))
        return _Judged(tuple(part.kind.judge(case, seen, expected) for case in part.cases), None)

    def _judge(self, part: Part, seen: Observations, probe: Probe) -> _Judged:
        outcomes = tuple(self._outcome(part, case, seen) for case in part.cases)
        wrong = {o.address for o in outcomes if o.verdict in _WRONG}
        return _Judged(outcomes, self._diagnose(part, seen, wrong, probe) if wrong else None)

    def _outcome(self, part: Part, case: Case, seen: Observations) -> Outcome:
        nothing = _unseen(case)
        return part.kind.judge(case, seen.get(case.address, nothing), self._expected.get(case.address, nothing))

    def _diagnose(self, part: Part, seen: Observations, wrong: set[Address], probe: Probe) -> Mistake | None:
        """The known mistake whose behaviour is the student's on every failing case; the closest one when several fit."""
        cases = [case for case in part.cases if case.plan and not case.broken]
        best: tuple[int, Mistake] | None = None
        for mistake in self.assignment.mistakes:
            if part.address not in mistake.parts or probe.module != mistake.module:
                continue
            shown = self._observe_mistake(mistake, probe)
            failing = {c.address for c in cases if self._outcome(part, c, shown).verdict in _WRONG}
            repeats = wrong <= failing and all(
                part.kind.alike(c, seen[c.address], shown[c.address]) for c in cases if c.address in wrong
            )
            beyond = len(failing - wrong)
            if repeats and (best is None or beyond < best[0]):
                best = (beyond, mistake)
        return best[1] if best else None

    def _observe_mistake(self, mistake: Mistake, probe: Probe) -> Observations:
        key = (mistake.id, probe.batch.digest)
        with self._lock:
            if key not in self._mistaken:
                seen, new = self._observer.observe(self.modules_with(mistake), (probe,))
                self.recordings |= new
                self._mistaken[key] = dict(_decoded((probe,), seen))
            return self._mistaken[key]

    def modules_with(self, mistake: Mistake) -> dict[str, Module]:
        """The reference's modules with the mistake made in one of them."""
        modules = dict(self.reference.modules)
        right = modules[mistake.module]
        modules[mistake.module] = Module(right.name, (*right.chunks, Chunk(mistake.file, mistake.source)))
        return modules

    def _course_digest(self) -> str:
        salt = [probe.batch.digest for probe in self._observer.probes]
        for part in self.assignment.parts:
            salt += [str(part.address), str(part.points), repr(part.kind), repr(part.needs)]
            salt += [f"{c.address} {c.weight} {c.hint} {c.title} {c.check.name if isinstance(c.check, Holds) else c.check}" for c in part.cases]
        return digest_of(self.reference.modules, *salt, *(m.source for m in self.assignment.mistakes))


def _runs(part: Part) -> bool:
    return any(case.plan for case in part.cases)


def _unseen(case: Case) -> Observation:
    return Observation(Status.LOST, detail=case.broken or "nothing was observed")


def _decoded(probes: tuple[Probe, ...], recordings: Mapping[str, bytes]) -> list[tuple[Address, Observation]]:
    found: list[tuple[Address, Observation]] = []
    for probe, recording in zip(probes, recordings.values(), strict=True):
        addresses = [case.address for _, case in probe.cases]
        found += zip(addresses, decode(recording, probe.batch), strict=True)
    return found


def _submission_digest(submission: Submission) -> str:
    salt = [f"{address}\0{answer.text}" for address, answer in sorted(submission.answers.items())]
    return digest_of(submission.modules, *salt)
