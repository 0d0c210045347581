"""One file a kind of question: from answers and observations to outcomes."""

from __future__ import annotations

from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from grader.errors import CourseError
from grader.kinds.algebra import Algebra
from grader.kinds.code import Code
from grader.kinds.number import Number
from grader.kinds.text import Text
from grader.model import Kind

__all__ = ["GROUP", "KINDS", "Algebra", "Code", "Number", "Text", "known_kinds"]

KINDS: dict[str, type[Kind]] = {kind.name: kind for kind in (Code, Number, Text, Algebra)}
"""The kinds that come with this package, by the word that an author writes after `kind:`."""

GROUP = "grader.kinds"
"""Entry-point group in which other packages offer kinds: the entry's name is the kind's word, its value the class."""

_METHODS = ("cases", "read", "judge", "alike", "samples")


@cache
def known_kinds() -> dict[str, type[Kind]]:
    """All kinds by name: ours and those of installed packages.

    Raises CourseError that names the package when a plug-in cannot be imported, is no kind, or takes a name that is in use.
    """
    found = dict(KINDS)
    for entry in sorted(entry_points(group=GROUP), key=lambda e: (e.name, e.value)):
        found[entry.name] = _load(entry, found)
    return found


def _load(entry: EntryPoint, taken: dict[str, type[Kind]]) -> type[Kind]:
    package = entry.dist.name if entry.dist else "an installed package"
    told = f"the kind {entry.name!r} that {package} offers ({entry.value})"
    if entry.name in taken:
        raise CourseError(f"{told} takes a name that is in use", help="uninstall that package, or ask its author for another name")
    try:
        kind: Any = entry.load()
    except Exception as error:  # whatever a plug-in's import raises is the plug-in's fault, and told as such
        problem = f"{told} cannot be loaded: {type(error).__name__}: {error}"
        raise CourseError(problem, help=f"mend or uninstall {package}") from error
    absent = [method for method in _METHODS if not callable(getattr(kind, method, None))]
    if not isinstance(kind, type) or absent or getattr(kind, "name", None) != entry.name:
        wrong = f"lacks {', '.join(absent)}" if absent else f"is no class whose `name` is {entry.name!r}"
        raise CourseError(f"{told} is no kind: it {wrong}", help="see grader.model.Kind for what a kind must have")
    return kind
