"""Mark one submission against a prepared assignment."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from grader.model import (
    Address,
    Answer,
    Assignment,
    Case,
    Mistake,
    Module,
    Observation,
    Outcome,
    Override,
    Part,
    PartResult,
    Proposal,
    Result,
    Status,
    Submission,
    Verdict,
)
from grader.pipeline.counterexamples import Counterexamples
from grader.pipeline.observing import Observer, Store
from grader.pipeline.probes import Probe, digest_of, make_probes, narrowed, with_batches
from grader.pipeline.trials import with_mistake
from grader.sandbox import Batch, Sandbox, decode
from grader.scoring import score_part, score_submission, with_overrides

Observations = Mapping[Address, Observation]
"""What was seen, by the address of the case."""

REMEMBERED = 1000
"""Recordings, and answers, whose score is kept at hand."""

_WRONG = {Verdict.FAILED, Verdict.ERROR, Verdict.PARTIAL}


@dataclass(frozen=True, slots=True)
class Marked:
    """A result with what produced it."""

    result: Result
    submission: str
    """Content hash of what was handed in."""
    recordings: Mapping[str, bytes]
    """New recordings, to be kept."""
    machine: Mapping[Address, PartResult] = field(default_factory=dict)
    """The parts before any person decided and before any was skipped."""
    answers: Mapping[Address, bytes] = field(default_factory=dict)
    """A digest of what each part is about."""


@dataclass(frozen=True, slots=True)
class _Made:
    """A known mistake on one part."""

    shown: Observations
    failing: frozenset[Address]


class Marking:
    """An assignment made ready: its reference observed, its inputs encoded. `mark` may be called from several threads."""

    def __init__(
        self, assignment: Assignment, sandbox: Sandbox, store: Store, *, may_run: bool = True, drawn: Sequence[Batch] = ()
    ) -> None:
        """Observe the reference; raises ValueError when the assignment was loaded without one.

        `drawn` are the batches of these very cases as another machine encoded them: its processor may round otherwise.
        """
        if assignment.reference is None:
            raise ValueError(f"{assignment.id} was loaded without its reference solution")
        self.assignment = assignment
        self.reference = assignment.reference
        self.isolation = sandbox.level
        self._sandbox = sandbox
        probes = make_probes(assignment, sandbox)
        self._observer = Observer(with_batches(probes, drawn) if drawn else probes, sandbox, store, may_run=may_run)
        self._counterexamples = Counterexamples(self.reference.modules, self._observer, sandbox)
        self.recordings: dict[str, bytes] = {}
        """New recordings of the reference and of known mistakes, to be kept."""
        self._expected = self._course_shows(self.reference.modules, self._observer.probes)
        self._written = tuple(part for part in assignment.parts if not any(case.plan for case in part.cases))
        for part in self._written:
            model = part.kind.read(self.reference.answers.get(part.address.local))
            self._expected[part.address] = model or _unseen(part.cases[0])
        self._shown: dict[str, Observations] = {}
        self._made: dict[tuple[str, Address], _Made] = {}
        self._read: dict[tuple[Address, Answer | None], PartResult] = {}
        self._scored: dict[tuple[str, bytes], dict[Address, PartResult]] = {}
        self._narrowed: dict[tuple[str, frozenset[Address]], Probe] = {}
        self._lock = threading.Lock()
        self._turns: dict[str, threading.Lock] = {}
        """One for each mistake, so that threads wait only for the one that they want."""

    def mark(self, submission: Submission, overrides: Iterable[Override] = (), slip_days: int | None = None) -> Marked:
        """Observe, judge and score one submission; what a person decided counts before what builds on it.

        `slip_days` is what is left of the student's bank; None is all of it.
        """
        probes = self._observer.probes
        seen, new = self._observer.observe(submission.modules, probes)
        smaller: dict[str, bytes] = {}
        parts = {part.address: self._score_written(part, submission.answers.get(part.address.local)) for part in self._written}
        for probe, (key, recording) in zip(probes, seen.items(), strict=True):
            scored = self._score_recording(probe, recording)
            for address, part in scored.items():
                parts[address] = part
                if not smaller:  # one such message is enough to go on with, and a class must not wait
                    parts[address], smaller = self._counterexamples.explain(part, probe, submission.modules)
            if key in new and any(part.verdict is Verdict.BROKEN for part in scored.values()):
                del new[key]  # our own fault must not be remembered as the student's behaviour
        answers = self._answers(submission)
        decided = with_overrides(parts, answers, overrides)
        result = score_submission(self.assignment, submission, decided, isolation=self.isolation, slip_days=slip_days)
        return Marked(result, _submission_digest(submission), {**new, **smaller}, parts, answers)

    @property
    def batches(self) -> tuple[Batch, ...]:
        """What is sent into the sandbox, in order."""
        return tuple(probe.batch for probe in self._observer.probes)

    def judge(self, submission: Submission, recordings: Sequence[bytes], *, isolation: str) -> Result:
        """Judge and score what was observed on another machine: one recording for each of `batches`, in order, none of them trusted."""
        parts = {part.address: self._score_written(part, submission.answers.get(part.address.local)) for part in self._written}
        for probe, recording in zip(self._observer.probes, recordings, strict=True):
            parts |= self._score_recording(probe, recording)
        return score_submission(self.assignment, submission, parts, isolation=isolation)

    def _score_recording(self, probe: Probe, recording: bytes) -> dict[Address, PartResult]:
        """Judge and score a probe's parts; a class repeats itself, and the same bytes are judged once."""
        key = (probe.batch.digest, hashlib.sha256(recording).digest())
        if key not in self._scored:
            _make_room(self._scored)
            seen = dict(_decoded((probe,), {"": recording}))
            self._scored[key] = {part.address: self._score(part, seen, probe) for part in probe.parts}
        return self._scored[key]

    def _score(self, part: Part, seen: Observations, probe: Probe) -> PartResult:
        outcomes = tuple(self._outcome(part, case, seen) for case in part.cases)
        wrong = {o.address for o in outcomes if o.verdict in _WRONG}
        return score_part(part, outcomes, mistake=self._diagnose(part, seen, wrong, probe) if wrong else None)

    def _score_written(self, part: Part, answer: Answer | None) -> PartResult:
        key = (part.address, answer)
        if key not in self._read:
            _make_room(self._read)
            seen = part.kind.read(answer) or _unseen(part.cases[0])
            outcomes = (part.kind.judge(case, seen, self._expected[part.address]) for case in part.cases)
            self._read[key] = score_part(part, [_shown_to_person(outcome, seen) for outcome in outcomes])
        return self._read[key]

    def _outcome(self, part: Part, case: Case, seen: Observations) -> Outcome:
        nothing = _unseen(case)
        return part.kind.judge(case, seen.get(case.address, nothing), self._expected.get(case.address, nothing))

    def _diagnose(self, part: Part, seen: Observations, wrong: set[Address], probe: Probe) -> Mistake | None:
        """The known mistake whose behaviour is the student's on every failing case; the closest one when several fit."""
        best: tuple[int, Mistake] | None = None
        for mistake in self.assignment.mistakes:
            if part.address not in mistake.parts or probe.module != mistake.module:
                continue
            made = self._make(mistake, part, probe)
            repeats = wrong <= made.failing and all(
                part.kind.alike(case, seen[case.address], made.shown[case.address]) for case in part.cases if case.address in wrong
            )
            beyond = len(made.failing - wrong)
            if repeats and (best is None or beyond < best[0]):
                best = (beyond, mistake)
        return best[1] if best else None

    def _make(self, mistake: Mistake, part: Part, probe: Probe) -> _Made:
        """What the mistake shows, and which of the part's cases it fails; found out once a run."""
        with self._lock:
            turn = self._turns.setdefault(mistake.id, threading.Lock())
        with turn:
            if mistake.id not in self._shown:
                self._shown[mistake.id] = self._course_shows(self.modules_with(mistake), (self._asked_of(mistake, probe),))
            key = (mistake.id, part.address)
            if key not in self._made:
                shown = self._shown[mistake.id]
                outcomes = [self._outcome(part, case, shown) for case in part.cases if case.plan and not case.broken]
                self._made[key] = _Made(shown, frozenset(o.address for o in outcomes if o.verdict in _WRONG))
            return self._made[key]

    def _asked_of(self, mistake: Mistake, probe: Probe) -> Probe:
        """The probe's cases on which the mistake may be recognised: wrong gradients need not train a network as well."""
        parts = frozenset(mistake.parts)
        key = (probe.batch.digest, parts)
        if key not in self._narrowed:
            self._narrowed[key] = narrowed(probe, parts, self._sandbox)
        return self._narrowed[key]

    def _course_shows(self, modules: Mapping[str, Module], probes: tuple[Probe, ...]) -> dict[Address, Observation]:
        """What the course's own code does; kept for the next run unless our machinery lost it."""
        seen, new = self._observer.observe(modules, probes)
        shown = dict(_decoded(probes, seen))
        if all(observation.status is not Status.LOST for observation in shown.values()):
            self.recordings |= new
        return shown

    def modules_with(self, mistake: Mistake) -> dict[str, Module]:
        """The reference's modules with the mistake made in one of them."""
        return with_mistake(self.reference, mistake)

    def _answers(self, submission: Submission) -> dict[Address, bytes]:
        """What each part is about: the written words, or the source of the module that is asked."""
        written = {part.address: submission.answers.get(part.address.local) for part in self._written}
        found = {address: _answer_digest(answer.text if answer else "") for address, answer in written.items()}
        for probe in self._observer.probes:
            module = submission.modules.get(probe.module)
            source = _answer_digest(*(chunk.source for chunk in module.chunks) if module else ())
            found |= {part.address: source for part in probe.parts}
        return found


def _shown_to_person(outcome: Outcome, seen: Observation) -> Outcome:
    """Whoever decides reads the answer itself, also where the kind proposes nothing."""
    if outcome.verdict is not Verdict.REVIEW or outcome.proposed or not seen.values or not isinstance(seen.values[0], str):
        return outcome
    return replace(outcome, proposed=Proposal(seen.values[0]))


def _answer_digest(*texts: str) -> bytes:
    """Tells one answer from another; the same words have the same digest at every student."""
    return hashlib.blake2b(b"\0".join(text.encode("utf-8", "surrogatepass") for text in texts), digest_size=16).digest()


def _make_room(remembered: dict[Any, Any]) -> None:
    """Forget everything now and then: a large class must not fill the memory, and judging again gives the same."""
    if len(remembered) >= REMEMBERED:
        remembered.clear()


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
