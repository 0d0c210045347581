"""Turn what is claimed into lists of operations; ask the worker for proofs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from fractions import Fraction

from grader.algebra.expansion import expands_to_zero
from grader.algebra.refusal import TooLarge
from grader.algebra.symbols import Symbols
from grader.algebra.tree import Node, number
from grader.algebra.worker import WORKER
from grader.catalogue import say

_MOST_NODES = 2000
_MOST_KEPT = 20_000
_LARGEST_POWER = 64


def claim(left: Node, right: Node, symbols: Symbols, definitions: Mapping[str, Node]) -> str:
    """An equation of unfolded trees as a text for the worker, the same text for the same equation.

    Raises TooLarge for what no proof should be tried on.
    """
    writer = _Writer(symbols, definitions)
    sides = [writer.write(left), writer.write(right)]
    return json.dumps({"nodes": writer.nodes, "shapes": writer.shapes, "left": sides[0], "right": sides[1]}, separators=(",", ":"))


class _Writer:
    def __init__(self, symbols: Symbols, definitions: Mapping[str, Node]) -> None:
        self.symbols = symbols
        self.definitions = definitions
        self.nodes: list[tuple[str, list[int], str]] = []
        self.shapes: dict[str, tuple[int, int]] = {}
        self.done: dict[int, tuple[Node, int]] = {}
        self.known: dict[tuple[str, tuple[int, ...], str], int] = {}
        self.open: set[str] = set()

    def write(self, node: Node) -> int:
        """The number of a node; equal nodes have one number."""
        known = self.done.get(id(node))
        if known is not None:
            return known[1]
        if node.op == "sym" and node.value in self.definitions and node.value not in self.open:
            name = str(node.value)
            self.open.add(name)
            at = self.write(self.definitions[name])
            self.open.discard(name)
        else:
            at = self.put(node)
        self.done[id(node)] = (node, at)
        return at

    def put(self, node: Node) -> int:
        """Add a node."""
        literal = number(node)
        op, value = ("num", f"{literal.numerator}/{literal.denominator}") if literal is not None else (node.op, str(node.value))
        if op == "sym":
            shape = self.symbols.shape(value)
            if shape is not None:
                self.shapes[value] = shape
        key = (op, tuple(self.write(arg) for arg in node.args), value)
        if key not in self.known:
            if len(self.nodes) >= _MOST_NODES:
                raise TooLarge(say("This formula is too large to prove."))
            self.known[key] = len(self.nodes)
            self.nodes.append((op, list(key[1]), value))
        return self.known[key]


def _towers(claim: str) -> bool:
    """Whether a claim holds a power that is too large for SymPy, or a power of a power that may be: it is not even asked."""
    nodes = json.loads(claim)["nodes"]
    for op, args, _ in nodes:
        if op == "pow":
            kind, _, value = nodes[args[1]]
            if kind == "pow" or (kind == "num" and abs(Fraction(value)) > _LARGEST_POWER):
                return True
    return False


_proved: dict[str, bool] = {}


def prove(claims: Sequence[str]) -> list[bool]:
    """Which claims are proved: by multiplying out, or else by SymPy in the worker.

    A claim that was answered before is not asked again. Threads may call it at once.
    """
    known = {text: _proved.get(text) for text in claims}
    asked = [text for text, answer in known.items() if answer is None]
    if asked:
        answers = {text: expands_to_zero(text) for text in asked}
        hard = [text for text in asked if not answers[text] and not _towers(text)]
        answers |= dict(zip(hard, WORKER.ask(hard), strict=True))
        known |= answers
        if len(_proved) + len(answers) > _MOST_KEPT:
            _proved.clear()
        _proved.update(answers)
    return [known[text] is True for text in claims]
