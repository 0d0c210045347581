"""How public cases went, as test results (JUnit XML); no value is judged here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from grader.model import Case, Observation, Raises, Status
from grader.report.escape import one_line, plain, xml

_SAID = {
    Status.MISSING: "nothing to call was found",
    Status.TIMEOUT: "it took too long",
    Status.MEMORY: "it used too much memory",
    Status.CRASHED: "it ended the Python process",
    Status.LOST: "the sandbox failed; that is not your fault",
}


def junit(seen: Mapping[str, Sequence[tuple[Case, Observation]]]) -> bytes:
    """One testsuite an assignment, one testcase a public case: whether the code can be called and comes to an end.

    An exception is an end where one is asked for. Whether values are right is not told: that takes the reference, which is not on
    this side.
    """
    suites = [_suite(assignment, observations) for assignment, observations in seen.items()]
    return ('<?xml version="1.0" encoding="utf-8"?>\n<testsuites>\n' + "\n".join(suites) + "\n</testsuites>\n").encode()


def _suite(assignment: str, seen: Sequence[tuple[Case, Observation]]) -> str:
    cases = [_case(assignment, case, observation) for case, observation in seen]
    failures = sum("<failure" in case for case in cases)
    head = f'name="{xml(assignment)}" tests="{len(cases)}" failures="{failures}" errors="0" skipped="0"'
    return "\n".join([f"<testsuite {head}>", *cases, "</testsuite>"])


def _case(assignment: str, case: Case, seen: Observation) -> str:
    trouble = _trouble(case, seen)
    told = f'type="{seen.status.value}" message="{xml(one_line(trouble, 300))}"'
    failure = f"<failure {told}>{xml(plain(trouble, 4000))}</failure>" if trouble else ""
    name = xml(one_line(f"{case.address.local} {case.title}", 200))
    return f'  <testcase classname="{xml(assignment)}.{xml(case.address.question)}" name="{name}">{failure}</testcase>'


def _trouble(case: Case, seen: Observation) -> str:
    if seen.status is Status.RETURNED or (seen.status is Status.RAISED and isinstance(case.check, Raises)):
        return ""
    if seen.raised is None:
        return ". ".join(text for text in (_SAID.get(seen.status, seen.status.value), seen.detail) if text)
    frames = "".join(f"\n  {frame.file}:{frame.line} in {frame.function}: {frame.text}" for frame in seen.raised.frames)
    return f"{seen.raised.type_name}: {seen.raised.message}{frames}"
