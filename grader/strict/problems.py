"""Gather every mistake of a course file, then tell them together."""

from __future__ import annotations

from dataclasses import dataclass, field

from grader.errors import CourseError, Place


class CourseProblems(CourseError):
    """Several mistakes at once, each with its place; `str(error)` has one after the other."""

    def __init__(self, problems: tuple[CourseError, ...]) -> None:
        first = problems[0]
        super().__init__(first.problem, place=first.place, help=first.help)
        self.problems = problems
        self.args = ("\n".join(map(str, problems)),)


@dataclass(slots=True)
class Problems:
    """A growing list of mistakes."""

    found: list[CourseError] = field(default_factory=list)

    def add(self, place: Place, problem: str, help: str = "") -> None:
        """Note one mistake."""
        self.found.append(CourseError(problem, place=place, help=help))

    def tell(self) -> None:
        """Raise CourseError when there is any mistake: in the order of files and lines, none twice."""
        unique = {str(error): error for error in self.found}
        ordered = sorted(unique.values(), key=_order)
        if len(ordered) == 1:
            raise ordered[0]
        if ordered:
            raise CourseProblems(tuple(ordered))


def _order(error: CourseError) -> tuple[str, int, int]:
    place = error.place or Place("")
    return place.file, place.line, place.column
