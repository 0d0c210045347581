"""Judge what student code returned or raised by a case's check."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grader.catalogue import one_of, say
from grader.kinds.exceptions import known_type, known_value_type
from grader.kinds.written import course_fault, lost, outcome
from grader.model import (
    Case,
    Equals,
    Foreign,
    Holds,
    Item,
    Message,
    Observation,
    Outcome,
    Plan,
    Raised,
    Raises,
    Ref,
    Slot,
    Status,
    Tolerance,
    Unchanged,
    Verdict,
)

if TYPE_CHECKING:
    from grader.numeric import Comparison

_TRY = say("Call the function with a small example of your own and compare each step with the task.")


def judge_check(case: Case, seen: Observation, expected: Observation) -> Outcome:
    """Judge an observation that returned (or raised, where an error is asked for) by the case's check."""
    check = case.check
    if isinstance(check, Raises):
        return _raises(case, check, seen)
    if len(seen.values) != len(expected.values):
        text = say("{count} values came back, and {asked} were asked for", count=len(seen.values), asked=len(expected.values))
        return lost(case, text)
    short = _too_short(case, seen)
    if short is not None:
        return _failed(case, short)
    if isinstance(check, Unchanged):
        return _unchanged(case, seen, expected)
    if isinstance(check, Holds):
        return _holds(case, check, seen, expected)
    assert isinstance(check, Equals)
    return _equals(case, check, seen, expected)


def alike(case: Case, one: Observation, other: Observation) -> bool:
    """Whether two observations of the case show the same behaviour."""
    if one.raised and other.raised:
        return one.raised.type_name == other.raised.type_name
    if one.status is not Status.RETURNED or other.status is not Status.RETURNED:
        return False
    if isinstance(case.check, Raises):
        return True
    if isinstance(case.check, Unchanged) and bool(one.changed) != bool(other.changed):
        return False
    from grader.numeric import agree

    return agree(one.values, other.values, case.check.tolerance if isinstance(case.check, Equals) else Tolerance())


def _too_short(case: Case, seen: Observation) -> Message | None:
    """Tell that a value lacks the item or attribute that the plan takes from it; the sandbox names both in the value's place."""
    for value in seen.values:
        kind, without, step = value.type_name.partition(" without ") if type(value) is Foreign else ("", "", "")
        if without and (case.public or step in _steps(case.plan)):  # a type can be named like this message
            shown = "None" if kind == "NoneType" else kind if case.public else known_value_type(kind)
            text = say("Your code gives back {shown} where a value with {step} is needed.", shown=shown, step=step)
            return Message(text, say("Return everything that the docstring names, in that order; a function without `return` gives None."))
    return None


def _steps(plan: Plan | None) -> set[str]:
    """Every item and attribute that a plan takes from a result, as the sandbox names it."""
    refs = [] if plan is None else [*plan.outputs, *_refs([(call.function, call.args, call.kwargs) for call in plan.calls])]
    steps = {f"item {step.key!r}" if isinstance(step, Item) else f"attribute {step.name}" for ref in refs for step in ref.path}
    return steps | {"items"} if any(ref.root == "builtins" for ref in refs) else steps


def _refs(value: Any) -> list[Ref]:
    if type(value) is Ref:
        return [value]
    inner = value.values() if type(value) is dict else value if type(value) in (list, tuple) else ()
    return [ref for item in inner for ref in _refs(item)]


def _raises(case: Case, check: Raises, seen: Observation) -> Outcome:
    asked = one_of(check.exceptions)
    if seen.raised is None:
        text, help = (
            say("Your code returned, and it should refuse this with {asked}.", asked=asked),
            say("Check the arguments first and `raise {exception}(...)`.", exception=check.exceptions[0]),
        )
        return outcome(case, Verdict.FAILED, 0, Message(text, case.hint or help))
    if set(check.exceptions) & {seen.raised.type_name, *seen.raised.bases}:
        return outcome(case, Verdict.PASSED, 1)
    name = seen.raised.type_name if case.public else known_type(seen.raised)
    help = say("Check the arguments before you compute and `raise {exception}(...)`.", exception=check.exceptions[0])
    where, source = _place(seen.raised)
    return outcome(
        case,
        Verdict.FAILED,
        0,
        Message(say("Your code raised {name}, and {asked} is asked for.", name=name, asked=asked), case.hint or help, where, source),
    )


def _place(raised: Raised) -> tuple[str, str]:
    frame = raised.frames[-1] if raised.frames else None
    return (f"{frame.file}:{frame.line}", frame.text.strip()) if frame else ("", "")


def _unchanged(case: Case, seen: Observation, expected: Observation) -> Outcome:
    if seen.changed:
        return _failed(case, _changed(seen, case.hint))
    unlike = _form(case, seen, expected)
    if unlike is not None:  # leaving the input alone earns nothing when nothing was computed from it
        return _failed(case, _with_hint(unlike, ""))
    return outcome(case, Verdict.PASSED, 1)


def _changed(seen: Observation, hint: str = "") -> Message:
    names = ", ".join(seen.changed[:8])
    return Message(
        say("Your code changes its input in place: {names}.", names=names),
        hint or say("Work on a copy (x = x.copy()) and avoid +=, -= and out= on arguments."),
    )


def _equals(case: Case, check: Equals, seen: Observation, expected: Observation) -> Outcome:
    from grader.numeric import agree, comparable, compare

    strange = comparable(expected.values)
    if strange:
        text = say("the reference returns a value that cannot be compared ({type})", type=strange)
        return course_fault(case, text)
    for number, (value, right) in enumerate(zip(seen.values, expected.values, strict=True)):
        if not agree(value, right, check.tolerance):
            shown = value if case.public else _nameless(value)
            told = compare(shown, right, check.tolerance, what=_called(case.plan, number), keys=_keys_may_be_told(case))
            return _failed(case, _with_hint(told, case.hint), *([_changed(seen)] if seen.changed else []))
    return outcome(case, Verdict.PASSED, 1)


def _failed(case: Case, *messages: Message) -> Outcome:
    return outcome(case, Verdict.FAILED, 0, *messages)


def _with_hint(found: Comparison, hint: str) -> Message:
    """The comparison's message with the hint: instead of general advice, or after advice that fits what was found."""
    assert found.message is not None
    if not hint:
        return found.message
    general = found.reason in ("values", "non-finite") and not found.pattern
    return Message(found.message.reason, hint if general else say("{help} {hint}", help=found.message.help, hint=hint))


def _holds(case: Case, check: Holds, seen: Observation, expected: Observation) -> Outcome:
    unlike = _form(case, seen, expected)
    if unlike is not None and (check.like_reference or _has_foreign(seen.values)):
        return _failed(case, _with_hint(unlike, case.hint))
    verdict, detail = _ask(check, seen.values)
    if verdict is True:
        return outcome(case, Verdict.PASSED, 1)
    reference, words = _ask(check, expected.values)
    if reference is not True:
        fault = say("the reference itself breaks the rule {rule!r}{detail}", rule=check.name, detail=f": {words}" if words else "")
        return course_fault(case, fault)
    if verdict is None:
        # A rule may stumble over values of a strange form or over NaN; that is the answer's fault, not the rule's.
        odd = unlike if unlike is not None else _odd_values(case, seen, expected)
        if odd is not None:
            return _failed(case, _with_hint(odd, case.hint))
        return lost(case, detail)
    more = f" ({detail.rstrip('.')})" if detail else ""
    messages = [Message(say("This does not hold: {rule}{more}.", rule=check.name.rstrip("."), more=more), case.hint or _TRY)]
    return _failed(case, *messages, *([_changed(seen)] if seen.changed else []))


def _ask(check: Holds, values: tuple[Any, ...]) -> tuple[bool | None, str]:
    """True, False with what broke, or None when the rule itself failed."""
    import numpy as np

    try:
        with np.errstate(all="ignore"):
            answer: Any = check.rule(*(_filled(item, values) for item in check.template))
    except Exception as error:  # a rule is the author's code: whatever it raises becomes `broken` or a message, never a crash
        return None, say(
            "the rule {rule!r} raised {exception}: {text}", rule=check.name, exception=type(error).__name__, text=str(error)[:200]
        )
    if isinstance(answer, str):
        return (False, answer.strip()) if answer.strip() else (None, say("the rule {rule!r} returned an empty text", rule=check.name))
    if isinstance(answer, bool | np.bool_):
        return bool(answer), ""
    return None, say("the rule {rule!r} returned {type}, not True, False or a sentence", rule=check.name, type=type(answer).__name__)


def _filled(item: Any, values: tuple[Any, ...]) -> Any:
    """A rule's argument with the observed values in the place of its slots."""
    if isinstance(item, Slot):
        return values[item.index]
    if type(item) in (list, tuple):
        return type(item)(_filled(inner, values) for inner in item)
    if type(item) is dict:
        return {key: _filled(inner, values) for key, inner in item.items()}
    return item


def _form(case: Case, seen: Observation, expected: Observation) -> Comparison | None:
    """How the form of the values differs from the reference's; None when it does not."""
    from grader.numeric import same_form

    for number, (value, right) in enumerate(zip(seen.values, expected.values, strict=True)):
        if not same_form(value, right).equal:
            shown = value if case.public else _nameless(value)
            return same_form(shown, right, what=_called(case.plan, number), keys=_keys_may_be_told(case))
    return None


def _odd_values(case: Case, seen: Observation, expected: Observation) -> Comparison | None:
    from grader.numeric import compare

    for number, (value, right) in enumerate(zip(seen.values, expected.values, strict=True)):
        found = compare(value, right, what=_called(case.plan, number), keys=_keys_may_be_told(case))
        if found.reason == "non-finite":
            return found
    return None


def _keys_may_be_told(case: Case) -> bool:
    """Whether the keys of an expected dict cannot give a hidden input away: words that go in may come out as keys."""
    return (
        case.public or case.plan is None or not any(_has_words([call.args, *(item for _, item in call.kwargs)]) for call in case.plan.calls)
    )


def _has_words(value: Any) -> bool:
    if type(value) in (list, tuple):
        return any(map(_has_words, value))
    return bool(value) if type(value) is dict else type(value) is str


def _has_foreign(value: Any) -> bool:
    if type(value) in (list, tuple):
        return any(map(_has_foreign, value))
    return any(map(_has_foreign, value.values())) if type(value) is dict else type(value) is Foreign


def _nameless(value: Any) -> Any:
    """The value with the names of unknown types taken out: a type can be named while running, after a hidden input."""
    if type(value) in (list, tuple):
        return type(value)(map(_nameless, value))
    if type(value) is dict:
        return {key: _nameless(item) for key, item in value.items()}
    return Foreign(known_value_type(value.type_name)) if type(value) is Foreign else value


def _called(plan: Plan | None, number: int) -> str:
    """What output `number` is called in a message: "`Table(...).lookup(...)`"."""
    if plan is None or number >= len(plan.outputs):
        return say("the result")
    ref = plan.outputs[number]
    if type(ref.root) is int and plan.calls[ref.root].function.root == "builtins" and not _refs(plan.calls[ref.root].args):
        # A list that was made to be changed in place is known by the call that changes it.
        takers = [n for n, call in enumerate(plan.calls) if any(other.root == ref.root for other in _refs(call.args))]
        if takers and not ref.path:
            return say("the argument of `{call}`", call=_call_words(plan, takers[-1]))
    return f"`{_words(plan, ref)}`"


def _words(plan: Plan, ref: Ref) -> str:
    root = ref.root if isinstance(ref.root, str) else _call_words(plan, ref.root)
    words = root + "".join(f"[{step.key!r}]" if isinstance(step, Item) else f".{step.name}" for step in ref.path)
    return words.removeprefix("builtins.") if ref.root == "builtins" else words


def _call_words(plan: Plan, number: int) -> str:
    """A call as its author wrote it, without its arguments; what Python's own functions were given is told."""
    call = plan.calls[number]
    given = ", ".join(_words(plan, arg) for arg in call.args if type(arg) is Ref) if call.function.root == "builtins" else ""
    return f"{_words(plan, call.function)}({given or '...'})"
