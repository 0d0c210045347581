"""`grader rubric`: lint, try, draft and calibrate the rubrics of written parts."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from grader.cli.options import AsJson, CourseFolder, console, existing
from grader.errors import UsageError, did_you_mean

if TYPE_CHECKING:
    from grader.text import Calibrated, Rubric, TextScore

MOST_BYTES = 10_000_000
_STYLES = {"full": "green", "half": "yellow", "wrong": "red", "denied": "red", "misconception": "red"}

Where = Annotated[str, typer.Argument(metavar="ADDRESS", help="A part such as dl-hw1/q4.scaling, or a rubric's YAML file.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(name="rubric", help="Check, try, draft and calibrate rubrics.", no_args_is_help=True)
    group.command(name="lint")(lint)
    group.command(name="try")(try_out)
    group.command(name="draft")(draft)
    group.command(name="calibrate")(calibrate)
    app.add_typer(group)


def lint(
    where: Annotated[list[str] | None, typer.Argument(metavar="[ADDRESS]...", help="Parts or files. Default: all of the course.")] = None,
    course: CourseFolder = None,
) -> None:
    """Check rubrics: can they be read, and do they give their anchors the points that the author gave."""
    from grader.errors import CourseError
    from grader.load import find_course
    from grader.text import lint as complaints
    from grader.text import load_rubric

    paths = [_path(word, course) for word in where or ()]
    if not where:  # the milestones of derivations have no concepts and no anchors; loading the course checks them
        files = find_course(course or Path.cwd()).glob("rubrics/*/*.yaml")
        paths = sorted(path for path in files if not path.name.endswith(".milestones.yaml"))
    wrong = 0
    for path in paths:
        try:
            found = [f"{path}:{c.line or 1}: {c.problem}" + (f"\n  {c.help}" if c.help else "") for c in complaints(load_rubric(path))]
        except CourseError as error:
            found = [str(error)]
        wrong += len(found)
        for line in found:
            print(line, file=sys.stderr)
    print(f"{len(paths)} rubric{'s' * (len(paths) != 1)}: {wrong or 'no'} mistake{'s' * (wrong != 1)}")
    if wrong:
        raise typer.Exit(2)


def try_out(
    where: Where,
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="The answer. Default: standard input.")] = None,
    course: CourseFolder = None,
    as_json: AsJson = False,
) -> None:
    """Score one answer and show the evidence in it."""
    from grader.text import load_rubric

    rubric = load_rubric(_path(where, course))
    answer = _read(file)
    score = rubric.score(answer)
    if as_json:
        print(json.dumps(_plain(score), ensure_ascii=False, indent=2))
        return
    _show(rubric, score, answer)


def draft(
    source: Annotated[Path, typer.Option("--from", help="A file with the model answer.")],
    question: Annotated[str, typer.Option("--question", help="The question; its words are left out.")] = "",
    points: Annotated[float, typer.Option("--points", min=0.01, help="Points of a full answer.")] = 4.0,
) -> None:
    """Write a first rubric from a model answer to standard output."""
    from grader.text import draft_rubric, draft_yaml

    try:
        rubric = draft_rubric(_read(source), question=question, max_points=points)
    except ValueError as error:
        raise UsageError(f"{source}: {error}") from None
    print(draft_yaml(rubric, source.stem), end="")


def calibrate(
    where: Where,
    scored: Annotated[Path, typer.Option("--scored", help="JSON lines with answer and score (on the rubric's scale).")],
    course: CourseFolder = None,
) -> None:
    """Compare a rubric with hand-scored answers, and suggest words that it misses; no file is changed."""
    from grader.text import agreement, load_rubric
    from grader.text import calibrate as learn

    rubric = load_rubric(_path(where, course))
    rows = _rows(scored)
    pairs = [(row["answer"], float(row["score"])) for row in rows]
    try:
        learned = learn(rubric, pairs)
    except ValueError as error:
        raise UsageError(
            f"{scored}: {error}",
        ) from None
    scores = [rubric.score(answer) for answer, _ in pairs]
    told = agreement([score.points for score in scores], [points for _, points in pairs])
    print(f"{told.answers} answers: QWK {told.kappa:.2f} ({told.low:.2f} to {told.high:.2f}), mean bias {told.bias:+.2f},", end=" ")
    print(f"error {told.error:.2f}, r {told.correlation:.2f}, {100 * told.exact:.0f} % the same points")
    for line in _by_concept(rubric, rows, scores):
        print(line)
    if learned.method == "unchanged":
        print("No correction lowers the leave-one-out error: the rubric stays as it is.")
    else:
        told_how = f"an offset of {learned.offset:+.2f}" if learned.method == "offset" else "learning from these answers"
        print(f"Leave-one-out error {learned.before:.2f}; with {told_how} {learned.after:.2f}.")
    for line in _learned(learned):
        print(line)
    for word in learned.suggestions:
        print(
            f"'{word.word}' stands in {word.high} of {word.answers} answers scored 75 % or more, in {word.low} others, and in no pattern."
        )


def _learned(learned: Calibrated, most: int = 8) -> list[str]:
    """What a calibrated scorer has learned from words: those that move most, up and down; words of students are made printable."""
    lines = []
    for told, sign in (("raise", 1), ("lower", -1)):
        found = [word for word in learned.words if sign * word.points >= 0.005][:most]
        if found:
            words = ", ".join(f"{''.join(c for c in word.word if c.isprintable())} {word.points:+.2f}" for word in found)
            lines.append(f"Stems that {told} the points of an answer, by what each would do alone: {words}.")
    return lines


def _by_concept(rubric: Rubric, rows: list[dict[str, Any]], scores: list[TextScore]) -> list[str]:
    """Precision and recall of each concept, where people marked concepts."""
    lines = []
    for concept in rubric.concepts:
        marked = [(row["concepts"][concept.id], score.concepts[concept.id]) for row, score in zip(rows, scores, strict=True)
                  if isinstance(row.get("concepts"), dict) and concept.id in row["concepts"]]  # fmt: skip
        if not marked:
            continue
        pairs = [((value.get("points", 0) if isinstance(value, dict) else value) > 0, credit > 0) for value, credit in marked]
        both = sum(person and mine for person, mine in pairs)
        found, meant = sum(mine for _, mine in pairs), sum(person for person, _ in pairs)
        lines.append(f"  {concept.id}: precision {both}/{found}, recall {both}/{meant}")
    return lines


def _rows(path: Path) -> list[dict[str, Any]]:
    rows = []
    for number, line in enumerate(_read(path).splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if not isinstance(row["answer"], str) or isinstance(row["score"], bool) or not isinstance(row["score"], int | float):
                raise TypeError
        except (ValueError, KeyError, TypeError):
            raise UsageError(f'{path}:{number}: should be a line like {{"answer": "…", "score": 2.5}}') from None
        rows.append(row)
    if not rows:
        raise UsageError(f"{path} holds no scored answers")
    return rows


def _path(where: str, course: Path | None) -> Path:
    """The rubric's file of a part, or the file itself."""
    from grader.load import find_course, load_assignment
    from grader.model import Address

    if where.endswith((".yaml", ".yml")):
        return existing(Path(where))
    try:
        address = Address.parse(where)
    except ValueError as error:
        raise UsageError(str(error)) from None
    root = find_course(course or Path.cwd())
    assignment = load_assignment(root, address.assignment, secrets=False)
    part = assignment.part(address)
    name = getattr(part.kind, "rubric", "")
    if not name:
        known = [p.address.local for p in assignment.parts if getattr(p.kind, "rubric", "")]
        raise UsageError(f"{address.local} has no rubric{did_you_mean(address.local, known)}")
    return existing(root / "rubrics" / assignment.id / name)


def _read(file: Path | None) -> str:
    if file is None:
        return sys.stdin.buffer.read(MOST_BYTES).decode("utf-8", "replace")
    with existing(file).open("rb") as opened:
        return opened.read(MOST_BYTES).decode("utf-8", "replace")


def _plain(score: TextScore) -> dict[str, Any]:
    evidence = [{"concept": e.concept, "grade": e.grade, "start": e.start, "end": e.end, "rule": e.rule} for e in score.evidence]
    return {
        "points": score.points,
        "max_points": score.max_points,
        "concepts": score.concepts,
        "misconceptions": list(score.misconceptions),
        "flags": list(score.flags),
        "confidence": score.confidence,
        "needs_review": score.needs_review,
        "evidence": evidence,
    }


def _show(rubric: Rubric, score: TextScore, answer: str) -> None:
    from rich.text import Text

    terminal = console()
    # The answer is a student's: control characters would reach the terminal.
    text = Text("".join(char if char.isprintable() or char == "\n" else "\ufffd" for char in answer))
    for evidence in score.evidence:
        text.stylize(_STYLES[evidence.grade], evidence.start, evidence.end)
    terminal.print(text)
    terminal.print()
    for concept in rubric.concepts:
        credit = score.concepts[concept.id]
        terminal.print(Text(f"{concept.id}  {credit * concept.points:g} of {concept.points:g}  {concept.text}"))
        for evidence in score.evidence:
            if evidence.concept == concept.id:
                quoted = "".join(c if c.isprintable() else " " for c in answer[evidence.start : evidence.end])
                terminal.print(Text(f"     {evidence.grade}: {quoted!r}  by  {evidence.rule}", style=_STYLES[evidence.grade]))
    for wrong in rubric.misconceptions:
        if wrong.id in score.misconceptions:
            terminal.print(Text(f"{wrong.id}  -{wrong.deduct:g}  {wrong.text}", style="red"))
    flags = f" ({', '.join(score.flags)})" if score.flags else ""
    review = ", goes to a person" if score.needs_review else ""
    terminal.print(Text(f"{score.points:g} of {score.max_points:g}, confidence {score.confidence:g}{review}{flags}"))
