"""Random derivations, some with slips: a wrong line is never accepted, a right one never called wrong."""

from __future__ import annotations

import random
from functools import reduce

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.algebra import check_derivation

# Formulas are nested tuples of our own, evaluated by NumPy: nothing of the checker is used to judge the checker.
SHAPES = {
    "numbers": {},
    "columns": {"A": (4, 3), "B": (2, 4), "x": (3, 1), "b": (4, 1), "c": (2, 1), "h": (4, 1), "y": (2, 1)},
    "square": {name: (3, 3) if name in "AB" else (3, 1) for name in "ABxbchy"},
}


class Clash(Exception):
    """Shapes do not fit."""


def total(one, two):
    if np.shape(one) != np.shape(two):
        raise Clash
    return one + two


def product(one, two):
    if not np.ndim(one) or not np.ndim(two):
        return one * two
    if one.shape[1] != two.shape[0]:
        raise Clash
    return one @ two


OPERATIONS = {
    "add": total,
    "mul": product,
    "div": lambda one, two: one / two,
    "neg": lambda one: -one,
    "T": np.transpose,
    "exp": np.exp,
    "sin": np.sin,
    "cos": np.cos,
    "sigmoid": lambda one: 1 / (1 + np.exp(-one)),
    "R": lambda one: np.array([[np.cos(one), -np.sin(one)], [np.sin(one), np.cos(one)]]),
}


def value(node, point):
    op, *args = node
    if op in ("sym", "num"):
        return point[args[0]] if op == "sym" else float(args[0])
    parts = [value(arg, point) for arg in args]
    return reduce(OPERATIONS[op], parts) if len(parts) > 1 else OPERATIONS[op](parts[0])


def holds(left, right, points):
    for point in points:
        try:
            one, two = value(left, point), value(right, point)
        except Clash:
            return False
        if np.shape(one) != np.shape(two) or not np.allclose(one, two, rtol=1e-8, atol=1e-10):
            return False
    return True


def is_matrix(node, shapes):
    op, *args = node
    if op in ("exp", "sin", "cos", "sigmoid", "num"):
        return False
    return args[0] in shapes if op == "sym" else op == "R" or any(is_matrix(arg, shapes) for arg in args)


def places(node, path=()):
    yield path, node
    for at, part in enumerate(node[1:], 1):
        if isinstance(part, tuple):
            yield from places(part, (*path, at))


def put(node, path, new):
    if not path:
        return new
    return (*node[: path[0]], put(node[path[0]], path[1:], new), *node[path[0] + 1 :])


def of_symbol(args, givens, shapes):
    return [givens[args[0]]] if args[0] in givens else []


def of_sum(args, givens, shapes):
    found = [("add", *reversed(args))]
    if all(arg[0] == "mul" and arg[1] == args[0][1] for arg in args):
        found.append(("mul", args[0][1], ("add", *[arg[2] if len(arg) == 3 else ("mul", *arg[2:]) for arg in args])))
    return found


def of_product(args, givens, shapes):
    found = []
    for at, arg in enumerate(args):
        if arg[0] == "add":
            found.append(("add", *[("mul", *args[:at], term, *args[at + 1 :]) for term in arg[1:]]))
        if arg[0] == "mul":
            found.append(("mul", *args[:at], *arg[1:], *args[at + 1 :]))
    if not all(is_matrix(arg, shapes) for arg in args[:2]):
        found.append(("mul", args[1], args[0], *args[2:]))
    if args[0][0] == args[1][0] == "R" and len(args) == 2:
        found.append(("R", ("add", args[0][1], args[1][1])))
    return found


def of_transpose(args, givens, shapes):
    op, *inner = args[0]
    if op == "mul":
        return [("mul", *[("T", part) if is_matrix(part, shapes) else part for part in reversed(inner)])]
    return [("add", *[("T", part) for part in inner])] if op == "add" else [("R", ("neg", inner[0]))] if op == "R" else []


def of_sigmoid(args, givens, shapes):
    down = ("neg", args[0])
    return [("div", ("num", 1), ("add", ("num", 1), ("exp", down))), ("add", ("num", 1), ("neg", ("sigmoid", down)))]


def of_exponential(args, givens, shapes):
    return [("mul", *[("exp", part) for part in args[0][1:]])] if args[0][0] == "add" else []


def of_cosine(args, givens, shapes):
    if args[0][0] != "add":
        return []
    (_, one, two) = args[0]
    return [("add", ("mul", ("cos", one), ("cos", two)), ("neg", ("mul", ("sin", one), ("sin", two))))]


FORMS = {
    "sym": of_symbol, "add": of_sum, "mul": of_product, "T": of_transpose, "sigmoid": of_sigmoid, "exp": of_exponential, "cos": of_cosine,
}  # fmt: skip


def steps(node, givens, shapes):
    """Other forms of one node that mean the same."""
    return FORMS[node[0]](node[1:], givens, shapes) if node[0] in FORMS else []


def slip(node, symbols, rnd):
    """What a student might write for a node by mistake; it may happen to be right."""
    op, *args = node
    found = [("neg", node), node[1] if op == "neg" else ("T", node)]
    if op in ("add", "mul"):
        drop = rnd.randrange(len(args))
        kept = args[:drop] + args[drop + 1 :]
        found += [(op, *kept) if len(kept) > 1 else kept[0], (op, *reversed(args))]
    if op == "sym":
        found.append(("sym", rnd.choice(symbols)))
    if op == "num":
        found.append(("num", args[0] + 1))
    if op == "T":
        found.append(args[0])
    return rnd.choice(found)


def written(node, style, rnd, level=0):
    op, *args = node
    if op in ("sym", "num"):
        text = str(args[0])
        return {"theta": r"\theta" if style == "latex" else "θ"}.get(text, text)
    parts = [written(arg, style, rnd, {"add": 1, "neg": 2, "mul": 2, "div": 3, "T": 4}.get(op, 0)) for arg in args]
    if op == "add":
        text, own = parts[0] + "".join(f" - {p[1:]}" if p.startswith("-") else f" + {p}" for p in parts[1:]), 1
    elif op == "neg":
        text, own = f"-{parts[0]}", 1
    elif op == "mul":
        sign = rnd.choice([" ", r" \cdot " if style == "latex" else "·", " " if style == "latex" else "*"])
        text, own = parts[0] + "".join((" \\cdot " if style == "latex" else "*") + p if p[0].isdigit() else sign + p for p in parts[1:]), 2
    elif op == "div":
        text, own = (rf"\frac{{{parts[0]}}}{{{parts[1]}}}", 5) if style == "latex" else (f"{parts[0]}/{parts[1]}", 2)
    elif op == "T":
        text, own = parts[0] + {"latex": r"^{\top}", "ascii": "^T", "unicode": "ᵀ"}[style], 5
    elif op == "sigmoid":
        text, own = {"latex": r"\sigma", "ascii": "sigmoid", "unicode": "σ"}[style] + f"({parts[0]})", 5
    elif op == "exp":
        text, own = (f"e^{{{parts[0]}}}", 5) if style == "latex" else (f"exp({parts[0]})", 5)
    else:
        text, own = ("\\" if style == "latex" and op != "R" else "") + f"{op}({parts[0]})", 5
    return f"({text})" if own < level or (own == 1 and level == 1 and op == "neg") else text


def s(name):
    return ("sym", name)


def turned(name):
    return ("R", ("mul", s(name), s("theta")))


AFFINE = {"h": ("add", ("mul", s("A"), s("x")), s("b")), "y": ("add", ("mul", s("B"), s("h")), s("c"))}
TASKS = {
    "numbers": (AFFINE, s("y"), {}, "y = y", "ABxbchy"),
    "columns": (AFFINE, s("y"), SHAPES["columns"], "y = y", "ABxbchy"),
    "square": (AFFINE, s("y"), SHAPES["square"], "y = y", "ABxbchy"),
    "rows": (AFFINE, ("T", s("y")), SHAPES["columns"], "y = y", "ABxbchy"),
    "logistic": ({"f": ("sigmoid", s("t"))}, ("mul", s("f"), ("add", ("num", 1), ("neg", s("f")))), {}, "f = f", "ft"),
    "rotation": ({}, ("mul", ("T", turned("m")), turned("n")), {}, "R(theta) = R(theta)", ["m", "n", "theta"]),
    "angles": ({}, ("cos", ("add", s("m"), s("n"))), {}, "m = m", ["m", "n", "theta"]),
    "shift": ({}, ("div", ("exp", ("add", s("m"), s("n"))), ("exp", s("n"))), {}, "m = m", ["m", "n"]),
}


def points_of(symbols, givens, shapes, seed):
    found = []
    for k in range(3):
        draw = np.random.default_rng(seed * 3 + k)
        point = {name: draw.normal(size=shapes[name]) if name in shapes else float(draw.uniform(0.3, 1.7)) for name in symbols}
        for name, node in givens.items():
            point[name] = value(node, point)
        found.append(point)
    return found


def check(seed):
    """Judge one random derivation; the differences between what was found and what is true."""
    rnd = random.Random(seed)
    givens, start, shapes, goal, symbols = TASKS[rnd.choice(sorted(TASKS))]
    style = rnd.choice(["latex", "ascii", "unicode"])
    points = points_of(symbols, givens, shapes, seed)
    lines, truths, node = [], [], start
    for _ in range(5):
        path, part = rnd.choice(list(places(node)))
        others = list(steps(part, givens, shapes))
        if others and sum(1 for _ in places(node)) < 50:
            node = put(node, path, rnd.choice(others))
        stated = node
        if rnd.random() < 0.4:
            path, part = rnd.choice(list(places(node)))
            stated = put(node, path, slip(part, list(symbols), rnd))
        lines.append(f"{written(start, style, rnd)} = {written(stated, style, rnd)}")
        truths.append(holds(start, stated, points))
    question = {
        "given": [f"{name} = {written(tree, style, rnd)}" for name, tree in givens.items()],
        "goal": goal,
        "symbols": {name: list(shapes[name]) if name in shapes else "scalar" for name in symbols},
    }
    found = check_derivation(lines, **question).lines
    wrong = []
    for line, true in zip(found, truths, strict=True):
        accepted = line.verdict == "correct"
        if (accepted and not true) or (line.proved and not true) or (true and line.verdict not in ("correct", "undecided")):
            wrong.append((line.text, line.verdict, line.reading, line.reason))
    return len(found), wrong


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**6))
def test_random_derivations_are_judged_rightly(seed):
    assert check(seed)[1] == []


@pytest.mark.parametrize("task", TASKS)
def test_every_kind_of_derivation_can_be_made(task):
    givens, start, shapes, _, symbols = TASKS[task]
    assert holds(start, start, points_of(symbols, givens, shapes, 1))
