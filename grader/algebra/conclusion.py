"""What a derivation comes to as a whole."""

from __future__ import annotations

from dataclasses import replace

from grader.algebra.consequence import written_out
from grader.algebra.judging import Judge
from grader.algebra.parser import Chain
from grader.algebra.proof import prove
from grader.algebra.tree import Node, spelling, walk
from grader.algebra.verdicts import CheckedLine, Derivation
from grader.catalogue import all_of, say


def conclude(judge: Judge) -> Derivation:
    """Weigh the lines: the first that is wrong or unreadable decides, then what is undecided, then what is missing."""
    lines = with_proofs(judge, judge.run())
    first = next((i for i, line in enumerate(lines, 1) if line.verdict in ("incorrect", "unparseable")), None)
    missing = tuple(spelling(name, judge.symbols.spell) for name in judge.question.unknowns if name not in judge.defined)
    reached = any(
        states_goal(judge, chain)
        for line, read in zip(lines, judge.lines, strict=True)
        if line.verdict == "correct"
        for chain in read.chains
    )
    statements = tuple(_with_helpers(judge, judge.statements.get(at, ())) for at in range(len(lines)))
    checked = [line for line in lines if line.verdict != "ignored"]
    final, reason = "correct", ""
    if first is not None:
        final = lines[first - 1].verdict
        final = "incorrect" if final == "incorrect" else "unparseable"
    elif any(line.verdict == "undecided" for line in lines):
        final, reason = "undecided", next(line.reason for line in lines if line.verdict == "undecided")
    elif not checked:
        final, reason = "incomplete", say("There is no formula in this answer.")
    elif missing:
        final, reason = (
            "incomplete",
            _unsaid([f"${name}$" for name in missing]),
        )
    elif only_asserted(judge):
        final, reason = "incomplete", say("The goal is stated but not derived: show the steps that lead to it.")
    return Derivation(tuple(lines), first, final, reached, missing, reason, statements)  # type: ignore[arg-type]


def _with_helpers(judge: Judge, chains: tuple[Chain, ...]) -> tuple[Chain, ...]:
    """Statements as they stand, and once more with the student's own symbols written out."""
    return (*chains, *(full for chain in chains if (full := written_out(chain, judge.helpers)) is not None))


def with_proofs(judge: Judge, lines: list[CheckedLine]) -> list[CheckedLine]:
    """Lines with `proved` settled: a right line is proved when all that it claims is."""
    open_lines = {at for at, line in enumerate(lines) if line.verdict == "correct" and line.proved}
    wanted = [text for at in sorted(open_lines) for text in judge.claims.get(at, ())]
    known = dict(zip(wanted, prove(wanted), strict=True))
    return [
        replace(line, proved=at in open_lines and all(known[text] for text in judge.claims.get(at, ()))) for at, line in enumerate(lines)
    ]


def states_goal(judge: Judge, chain: Chain) -> bool:
    """Whether a chain says what the goal says, side by side."""
    goal = judge.question.goal
    if len(goal.sides) != 2:
        return False
    sides = [side for side in (chain.sides if chain.sides[0] is not None else chain.sides[1:]) if side is not None]
    return any(alike(side, goal.sides[1]) for side in sides) and any(
        alike(side, goal.sides[0]) for side in [*sides, *([judge.head] if judge.head else [])]
    )


def alike(one: Node | None, two: Node | None) -> bool:
    """Whether two trees are the same up to the order of scalar factors and terms."""
    return one is not None and two is not None and _sorted(one) == _sorted(two)


def _sorted(node: Node) -> Node:
    args = tuple(_sorted(arg) for arg in node.args)
    if node.op == "add":
        args = tuple(sorted(args, key=repr))
    if node.op == "mul":
        flat: list[Node] = []
        for arg in args:
            flat.extend(arg.args if arg.op == "mul" else (arg,))
        args = tuple(flat)
    return Node(node.op, args, node.value)


def only_asserted(judge: Judge) -> bool:
    """Whether every formula merely repeats the goal or a given."""
    goal, question = judge.question.goal, judge.question
    if len(goal.sides) != 2 or question.unknowns or not question.goal_names - {"e", "pi"}:
        return False
    if any(side is not None and side.op == "call" and side.value in ("shape", "dims") for side in goal.sides):
        return False
    stated = [goal, *question.given]
    return all(any(_repeats(chain, known, judge) for known in stated) for line in judge.lines for chain in line.chains)


def _turns(node: Node) -> bool:
    return any(part.op == "call" and part.value == "Rot" for part in walk(node))


def _repeats(chain: Chain, known: Chain, judge: Judge) -> bool:
    """Whether two equations are the same; R_m and R(m theta) are two spellings of one thing."""
    return len(chain.sides) == len(known.sides) == 2 and all(
        alike(a, b) or (a is not None and b is not None and _turns(b) and alike(judge.resolve(a), judge.resolve(b)))
        for a, b in zip(chain.sides, known.sides, strict=True)
    )


def _unsaid(missing: list[str]) -> str:
    if len(missing) == 1:
        return say("Nothing says what {name} is.", name=missing[0])
    return say("Nothing says what {names} are.", names=all_of(missing))
