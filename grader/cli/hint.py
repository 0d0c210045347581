"""`grader hint`: the next rung of a ladder that the course's author wrote."""

from __future__ import annotations

import json
import sys
import textwrap
from typing import TYPE_CHECKING, Annotated

import typer

from grader.cli.options import AsJson, Lang, console

if TYPE_CHECKING:
    from grader.catalogue import Language
    from grader.selfcheck.hints import Ladder

REFUSED = 1


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="hint")(hint)


def hint(
    address: Annotated[str, typer.Argument(metavar="ADDRESS", help="The part to be helped with, such as q4.softmax.")],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Pay for the hint without being asked.")] = False,
    again: Annotated[bool, typer.Option("--again", help="Show the hints taken so far and take none.")] = False,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Give the next hint for a part, in the folder of the homework.

    What was taken is noted in the folder and handed in with the work. Where a course prices its hints, the price is shown first.
    Exit codes: 0 a hint (or all of them) shown, 1 it was not paid for, 2 nothing could be shown.
    """
    from grader.catalogue import language
    from grader.selfcheck import open_workbook
    from grader.selfcheck.hints import climb, open_ladder

    workbook = open_workbook()
    tell = language(lang or workbook.assignment.language)
    ladder = open_ladder(workbook, address)
    if not again and ladder.next is not None:
        if ladder.price and not (yes or _agreed(ladder, tell, quiet=as_json)):
            raise typer.Exit(REFUSED)
        ladder = climb(workbook, ladder)
        shown = ladder.seen[-1:]
    else:
        shown = ladder.seen
    if as_json:
        print(json.dumps(_data(ladder, shown), indent=2, ensure_ascii=False))
        return
    for number, text in enumerate(shown, ladder.taken - len(shown) + 1):
        _print(tell("Hint {number} of {total} for {part}", number=number, total=len(ladder.part.hints), part=ladder.part.address.local))
        for line in textwrap.wrap(text, max(20, console().width), initial_indent="  ", subsequent_indent="  "):
            _print(line, style="bold")
        _print("")
    _print(_closing(ladder, tell))


def _agreed(ladder: Ladder, tell: Language, *, quiet: bool) -> bool:
    """Whether the student pays; who cannot be asked has to say --yes."""
    cost = tell("This hint costs {points:g} points.", points=float(ladder.price))
    if quiet or not sys.stdin.isatty():
        console(stderr=True).print(f"{cost} " + tell("Run it again with --yes to take it."), markup=False)
        return False
    return typer.confirm(f"{cost} " + tell("Take it?"))


def _closing(ladder: Ladder, tell: Language) -> str:
    local = ladder.part.address.local
    left = len(ladder.part.hints) - ladder.taken
    if not left:
        return tell("That was the last hint. Check your work: grader check {part}", part=local)
    more = tell.count(left, "{count} more hint", "{count} more hints")
    price = tell(", {points:g} points each", points=float(ladder.price)) if ladder.price else ""
    return tell("{more}{price}: grader hint {part}", more=more, price=price, part=local)


def _print(text: str, style: str = "") -> None:
    console().print(text, style=style, markup=False)


def _data(ladder: Ladder, shown: tuple[str, ...]) -> dict[str, object]:
    return {
        "format": 1,
        "part": ladder.part.address.local,
        "hints": list(shown),
        "taken": ladder.taken,
        "total": len(ladder.part.hints),
        "price": float(ladder.price),
    }
