"""Questions, and the derivations that are written for them in derivations.txt."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.algebra.worker import WORKER

MARKS = {"ok": "correct", "bad": "incorrect", "no": "unparseable", "--": "ignored", "??": "undecided"}


def scalars(names):
    return dict.fromkeys(names.split(), "scalar")


SIZES = {"A": [4, 3], "B": [2, 4], "x": [3, 1], "c": [4, 1], "d": [2, 1], "h": [4, 1], "y": [2, 1], "M": [2, 3], "v": [2, 1]}
QUESTIONS = {
    "affine": {"given": ["u = r x + s", "y = p u + q"], "goal": "y = k x + l", "symbols": scalars("p q r s u x y k l")},
    "primed": {
        "given": ["x1 = a2*x2 + b2", "y = a1*x1 + b1"],
        "goal": "y = ap*x2 + bp",
        "symbols": scalars("a1 a2 b1 b2 x1 x2 y ap bp"),
    },
    "columns": {"given": ["h = A x + c", "y = B h + d"], "goal": "y = M x + v", "symbols": SIZES},
    "square": {
        "given": ["h = A x + c", "y = B h + d"],
        "goal": "y = M x + v",
        "symbols": {name: [3, 3] if name in "ABM" else [3, 1] for name in SIZES},
    },
    "rows": {
        "given": ["h = x A + c", "y = h B + d"],
        "goal": "y = x M + v",
        "symbols": {
            "A": [3, 4], "B": [4, 2], "x": [1, 3], "c": [1, 4], "d": [1, 2], "h": [1, 4], "y": [1, 2], "M": [3, 2], "v": [1, 2],
        },
    },
    "logistic": {"given": ["f = 1/(1 + exp(-t))"], "goal": "df = f (1 - f)", "symbols": scalars("f t df")},
    "tanh": {"given": ["h = (exp(t) - exp(-t))/(exp(t) + exp(-t))"], "goal": "dh = 1 - h^2", "symbols": scalars("h t dh")},
    "softmax": {
        "given": ["s = exp(a)/(exp(a) + exp(b))"],
        "goal": "s = exp(a - c)/(exp(a - c) + exp(b - c))",
        "symbols": scalars("a b c s"),
    },
    "sums": {"given": [], "goal": "sumv(exp(z)/sumexp(z)) = 1", "symbols": {"z": "vector", "c": "scalar"}},
    "rotation": {"given": [], "goal": "Rot(m*th).T @ Rot(n*th) = Rot((n - m)*th)", "symbols": scalars("m n th")},
    "numbers": {"given": ["N = 40"], "goal": "N^2 = 1600", "symbols": scalars("N")},
    "shapes": {"given": ["G = X P", "H = X S"], "goal": "shape(G @ H.T) = dims(7, 7)",
               "symbols": {"X": [7, 5], "P": [5, 2], "S": [5, 2], "G": [7, 2], "H": [7, 2]}},
}  # fmt: skip


def derivations():
    """Name of the question, title, lines with their verdicts, final verdict, first wrong line."""
    found = []
    for block in Path(__file__).with_name("derivations.txt").read_text(encoding="utf-8").split("\n== ")[1:]:
        head, *rows = [row for row in block.splitlines() if row.strip()]
        question, title = head.split(": ", 1)
        lines = [(MARKS[row[:4].strip()], row[4:]) for row in rows if not row.startswith("= ")]
        final, first = next(row[2:].split() for row in rows if row.startswith("= "))
        found.append((question, title, lines, final, int(first) or None))
    return found


def pytest_generate_tests(metafunc):
    if "derivation" in metafunc.fixturenames:
        cases = derivations()
        metafunc.parametrize("derivation", cases, ids=[f"{case[0]}: {case[1]}" for case in cases])


@pytest.fixture(scope="session")
def questions():
    return QUESTIONS


@pytest.fixture(scope="session")
def all_derivations():
    return derivations()


@pytest.fixture(scope="session", autouse=True)
def _no_worker_stays():
    """The process that proves is ended with the tests."""
    yield
    WORKER.kill()
