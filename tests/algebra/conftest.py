"""Questions, and the derivations that are written for them in derivations.txt and other_courses.txt."""

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
            "A": [3, 4],
            "B": [4, 2],
            "x": [1, 3],
            "c": [1, 4],
            "d": [1, 2],
            "h": [1, 4],
            "y": [1, 2],
            "M": [3, 2],
            "v": [1, 2],
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
    "shapes": {
        "given": ["G = X P", "H = X S"],
        "goal": "shape(G @ H.T) = dims(7, 7)",
        "symbols": {"X": [7, 5], "P": [5, 2], "S": [5, 2], "G": [7, 2], "H": [7, 2]},
    },
    "completed": {"given": ["f = x^2 + 6 x + 5"], "goal": "f = (x + 3)^2 - 4", "symbols": scalars("f x")},
    "deep": {
        "given": ["h1 = w1 x + c1", "h2 = w2 h1 + c2", "y = w3 h2 + c3"],
        "goal": "y = m x + n",
        "symbols": scalars("w1 w2 w3 c1 c2 c3 h1 h2 x y m n"),
    },
    "norm": {"given": ["z = (x - u)/s", "y = g z + c"], "goal": "y = k x + l", "symbols": scalars("x u s z g c y k l")},
    "kelvin": {"given": ["C = 5/9 (F - 32)", "K = C + 273.15"], "goal": "K = k F + l", "symbols": scalars("C F K k l")},
    "momentum": {
        "given": ["v1 = g0", "v2 = b v1 + g1", "v3 = b v2 + g2"],
        "goal": "v3 = b^2 g0 + b g1 + g2",
        "symbols": scalars("v1 v2 v3 b g0 g1 g2"),
    },
    "geometric": {"given": ["S = 1 + r + r^2 + r^3"], "goal": "S = (1 - r^4)/(1 - r)", "symbols": scalars("S r")},
    "descent": {"given": ["w1 = w0 - e a w0", "w2 = w1 - e a w1"], "goal": "w2 = (1 - e a)^2 w0", "symbols": scalars("w0 w1 w2 e a")},
    "decay": {"given": ["w1 = w0 - r (g + c w0)"], "goal": "w1 = (1 - r c) w0 - r g", "symbols": scalars("w0 w1 r g c")},
    "batch": {
        "given": ["H = X P", "Z = H Q"],
        "goal": "Z = X C",
        "symbols": {"X": [5, 3], "P": [3, 4], "Q": [4, 2], "H": [5, 4], "Z": [5, 2], "C": [3, 2]},
    },
    "deepmatrix": {
        "given": ["h1 = W1 x + b1", "h2 = W2 h1 + b2", "y = W3 h2 + b3"],
        "goal": "y = W x + b",
        "symbols": {
            "W1": [4, 3],
            "W2": [5, 4],
            "W3": [2, 5],
            "x": [3, 1],
            "b1": [4, 1],
            "b2": [5, 1],
            "b3": [2, 1],
            "h1": [4, 1],
            "h2": [5, 1],
            "y": [2, 1],
            "W": [2, 3],
            "b": [2, 1],
        },
    },
    "pair": {"given": ["s = exp(a)/(exp(a) + exp(b))"], "goal": "s = sigmoid(a - b)", "symbols": scalars("s a b")},
    "lse": {"given": ["L = log(exp(a) + exp(b))"], "goal": "L = c + log(exp(a - c) + exp(b - c))", "symbols": scalars("L a b c")},
    "slope": {"given": ["L = (w x - t)^2/2"], "goal": "\\frac{dL}{dw} = (w x - t) x", "symbols": scalars("L w x t")},
    "entropy": {
        "given": ["p = 1/(1 + exp(-z))", "L = -(t log(p) + (1 - t) log(1 - p))"],
        "goal": "\\frac{dL}{dz} = p - t",
        "symbols": scalars("p z L t dp"),
    },
    "swish": {"given": ["f = x sigmoid(x)"], "goal": "df = f + sigmoid(x) (1 - f)", "symbols": scalars("f x df")},
    "scores": {
        "given": [],
        "goal": "(R(m th) q)^T (R(n th) k) = q^T R((n - m) th) k",
        "symbols": {**scalars("m n th"), "q": [2, 1], "k": [2, 1]},
    },
    "angles": {"given": [], "goal": "cos(u - v) = cos(u) cos(v) + sin(u) sin(v)", "symbols": scalars("u v")},
    "double": {"given": [], "goal": "cos(2 a) = 1 - 2 sin(a)^2", "symbols": scalars("a")},
    "normal": {
        "given": ["E = (y - X w)^T (y - X w)"],
        "goal": "E = y^T y - 2 w^T X^T y + w^T X^T X w",
        "symbols": {**scalars("E"), "y": [4, 1], "X": [4, 3], "w": [3, 1]},
    },
    "residual": {
        "given": ["y = x + B (A x)"],
        "goal": "y = M x",
        "symbols": {"A": [4, 3], "B": [3, 4], "M": [3, 3], "x": [3, 1], "y": [3, 1]},
    },
    "params": {"given": ["d = 512", "H = 8", "P = 3 d^2 + d^2"], "goal": "P = 1048576", "symbols": scalars("d H P")},
    "conv": {"given": ["n = 32", "p = 2", "k = 5", "s = 1", "o = (n + 2 p - k)/s + 1"], "goal": "o = 32", "symbols": scalars("n p k s o")},
    "sigmoidchain": {
        "given": ["h = sigmoid(w x)", "g = sigmoid(v h)"],
        "goal": "dg = v g (1 - g) w h (1 - h)",
        "symbols": scalars("h w x g v dg"),
    },
    "bound": {"given": ["f = 1/(1 + exp(-t))"], "goal": "f (1 - f) = 1/4 - (f - 1/2)^2", "symbols": scalars("f t")},
    "blocks": {"given": [], "goal": "[[A, 0], [0, A]] [[u], [w]] = [[A u], [A w]]", "symbols": {"A": [2, 3], "u": [3, 1], "w": [3, 1]}},
    "fold": {"given": [], "goal": "hcat(A, c) vcat(x, 1) = A x + c", "symbols": {"A": [2, 3], "c": [2, 1], "x": [3, 1]}},
    "ewma": {"given": ["m1 = (1 - b) g", "m2 = b m1 + (1 - b) g"], "goal": "m2 = (1 - b^2) g", "symbols": scalars("m1 m2 b g")},
    "parallel": {"given": ["R = 1/(1/a + 1/b)"], "goal": "R = a b/(a + b)", "symbols": scalars("R a b")},
    "three": {
        "given": ["q1 = exp(a1)/(exp(a1) + exp(a2) + exp(a3))"],
        "goal": "q1 = exp(a1 - c)/(exp(a1 - c) + exp(a2 - c) + exp(a3 - c))",
        "symbols": scalars("q1 a1 a2 a3 c"),
    },
    "lens": {"given": ["v = sqrt(2 g h)"], "goal": "v^2 = 2 g h", "symbols": scalars("v g h")},
}


def derivations():
    """Name of the question, title, lines with their verdicts, final verdict, first wrong line."""
    found = []
    texts = [Path(__file__).with_name(name).read_text(encoding="utf-8") for name in ("derivations.txt", "other_courses.txt")]
    for block in [block for text in texts for block in text.split("\n== ")[1:]]:
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
