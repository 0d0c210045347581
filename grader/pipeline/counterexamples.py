"""The smallest input on which a public case still fails, for the student's report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from grader.authoring.shrinking import entries, plain, shrink, written
from grader.catalogue import say
from grader.model import Case, Equals, Message, Module, Observation, Part, PartResult, Plan, Status, Verdict
from grader.numeric import comparable, compare
from grader.pipeline.observing import NeverRunError, Observer
from grader.pipeline.probes import Probe, narrowed
from grader.sandbox import Sandbox, decode

SMALL = 8
"""An input of so few entries is small enough as it is."""
BUDGET = 72
"""Inputs that are tried for one submission: a class must not wait for them."""
SECONDS = 0.5
LONGEST = 200
"""Characters of a value that is shown."""


class Counterexamples:
    """Looks for smaller inputs beside a submission; recordings are kept like all others, so nothing is looked for twice."""

    def __init__(self, reference: Mapping[str, Module], observer: Observer, sandbox: Sandbox) -> None:
        self._reference = reference
        self._observer = observer
        self._sandbox = sandbox

    def explain(self, result: PartResult, probe: Probe, modules: Mapping[str, Module]) -> tuple[PartResult, dict[str, bytes]]:
        """The result with a message on the smallest input that shows its first failing public case, and new recordings.

        Hidden cases are never looked at: their inputs are not shown, in no size. A known mistake is explanation enough.
        """
        if result.mistake:
            return result, {}
        wrong = {o.address for o in result.outcomes if o.public and o.verdict is Verdict.FAILED}
        for part, case in probe.cases:
            if case.address in wrong and case.public and _is_large(case.plan):
                search = _Search(self, part, case, probe, modules)
                message = search.message()
                if message is not None:
                    return replace(result, messages=(*result.messages, message)), search.new
                return result, search.new
        return result, {}

    def ask(self, probe: Probe, modules: Mapping[str, Module], new: dict[str, bytes]) -> list[tuple[Observation, Observation]]:
        """What the modules and the reference show on each case of the probe."""
        both = []
        for asked in (modules, self._reference):
            recordings, fresh = self._observer.observe(asked, (probe,))
            new |= fresh
            both.append(decode(next(iter(recordings.values())), probe.batch))
        return list(zip(*both, strict=True))

    def probe(self, whole: Probe, part: Part, case: Case, plans: Sequence[Plan]) -> Probe:
        """The case with other inputs, as many times as there are plans."""
        cases = tuple((part, replace(case, plan=replace(plan, seconds=min(plan.seconds, SECONDS)))) for plan in plans)
        return narrowed(replace(whole, cases=cases), frozenset({part.address}), self._sandbox)


def _is_large(plan: Plan | None) -> bool:
    return plan is not None and len(plan.calls) == 1 and isinstance(plan.calls[0].function.root, str) and entries(plan) > SMALL


class _Search:
    """The search for one failing case of one submission."""

    def __init__(self, owner: Counterexamples, part: Part, case: Case, probe: Probe, modules: Mapping[str, Module]) -> None:
        self._owner = owner
        self._part = part
        self._case = case
        self._probe = probe
        self._modules = modules
        self.new: dict[str, bytes] = {}

    def message(self) -> Message | None:
        """What is shown; None when no smaller input fails in the same way, or when nothing may be run."""
        plan = self._case.plan
        assert plan is not None
        try:
            ((_, wanted),) = self._seen([plan])
            if wanted is None:
                return None
            small = shrink(plan, lambda plans: [how == wanted for _, how in self._seen(plans)], budget=BUDGET)
            ((pair, _),) = self._seen([small])
        except NeverRunError:
            return None  # a class that is scored again runs nothing; the rest of the report stands
        return None if small is plan else _told(small, self._case, *pair)

    def _seen(self, plans: Sequence[Plan]) -> list[tuple[tuple[Observation, Observation], tuple[Any, ...] | None]]:
        pairs = self._owner.ask(self._owner.probe(self._probe, self._part, self._case, plans), self._modules, self.new)
        return [(pair, self._how(*pair)) for pair in pairs]

    def _how(self, seen: Observation, expected: Observation) -> tuple[Any, ...] | None:
        """In which way it fails: two failures of one way are taken for the same. None when it does not, or when it cannot be asked."""
        if expected.status is not Status.RETURNED:
            return None
        if self._part.kind.judge(self._case, seen, expected).verdict is not Verdict.FAILED or seen.status is not Status.RETURNED:
            return None
        if any(comparable(value) for value in seen.values):
            return None  # it cannot be shown
        check = self._case.check
        return (compare(seen.values, expected.values, check.tolerance).reason,) if isinstance(check, Equals) else (type(check),)


def _told(plan: Plan, case: Case, seen: Observation, expected: Observation) -> Message:
    call, got, wanted = f"`{written(plan)}`", _short(seen.values), _short(expected.values)
    if isinstance(case.check, Equals):
        text = say(
            "The smallest input found that shows it: {call} should give {wanted}, and your code gives {got}.",
            call=call,
            wanted=wanted,
            got=got,
        )
    else:
        text = say("The smallest input found that shows it: your code gives {got} for {call}.", call=call, got=got)
    return Message(text, say("Work this one out by hand, and follow your code step by step."))


def _short(values: tuple[Any, ...]) -> str:
    text = ", ".join(repr(plain(value)) for value in values)
    return f"`{text if len(text) <= LONGEST else text[: LONGEST - 1] + '…'}`"
