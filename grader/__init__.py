"""Grade homework of numeric courses: code, derivations, prose and numbers.

    from grader import load, grade
    course = load(".")
    result = grade(course["dl-hw1"], "submissions/ada")

A student's notebook needs one line: `from grader import check; check("q4.softmax")`. Nothing heavy is imported until a name is used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.errors import CourseError, GraderError, SubmissionError, UsageError
    from grader.load import load
    from grader.model import Address, Assignment, Course, Message, Outcome, Part, Result, Tolerance, Verdict
    from grader.pipeline import grade
    from grader.selfcheck.card import check

__all__ = [
    "Address",
    "Assignment",
    "Course",
    "CourseError",
    "GraderError",
    "Message",
    "Outcome",
    "Part",
    "Result",
    "SubmissionError",
    "Tolerance",
    "UsageError",
    "Verdict",
    "check",
    "grade",
    "load",
]

_HOMES = {
    "check": "selfcheck.card",
    "grade": "pipeline",
    "load": "load",
    **dict.fromkeys(("CourseError", "GraderError", "SubmissionError", "UsageError"), "errors"),
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'grader' has no attribute {name!r}")
    return getattr(import_module(f"grader.{_HOMES.get(name, 'model')}"), name)
