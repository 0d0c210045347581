"""How fast formulas are compared and derivations are judged; prints rates, asserts nothing.

python benchmarks/algebra.py
"""

from __future__ import annotations

import time
from collections.abc import Callable

from grader.algebra import check_derivation, equivalent
from grader.algebra.worker import WORKER

PAIRS = [
    ("a_1 (a_2 x_2 + b_2) + b_1", "a_1 a_2 x_2 + a_1 b_2 + b_1"),
    (r"\frac{x^2 - 1}{x - 1}", "x + 1"),
    ("(x + y)^3", "x^3 + 3 x^2 y + 3 x y^2 + y^3"),
    ("a_1 a_2 x_2 + b_2 + b_1", "a_1 a_2 x_2 + a_1 b_2 + b_1"),
    ("1/(1+x) - 1/(1-x)", "-2x/(1 - x^2)"),
]
FUNCTIONS = [("σ(x)(1 - σ(x))", "e^(-x)/(1 + e^(-x))^2"), (r"\cos(a - b)", r"\cos a \cos b + \sin a \sin b")]


def layers(k: int) -> tuple[list[str], dict[str, object]]:
    """The derivation of student `k`: every student's symbols differ, so that nothing is proved twice."""
    a, b, c, d, x, y = (f"{letter}{k}" for letter in "abcdxy")
    lines = [
        f"{y} = {a}({c} {x} + {d}) + {b}",
        f"= {a} {c} {x} + {a} {d} + {b}",
        f"= ({a} {c}) {x} + ({a} {d} + {b})",
        f"m{k} = {a} {c}",
        f"n{k} = {a} {d} + {b}",
        f"{y} = m{k} {x} + n{k}",
    ]
    names = [a, b, c, d, x, y, f"h{k}", f"m{k}", f"n{k}"]
    question: dict[str, object] = {
        "given": [f"h{k} = {c} {x} + {d}", f"{y} = {a} h{k} + {b}"],
        "goal": f"{y} = m{k} {x} + n{k}",
        "symbols": dict.fromkeys(names, "scalar"),
    }
    return lines, question


def rate(times: int, work: Callable[[int], int]) -> float:
    """Pieces of work a second of this process's time; nothing here needs the worker, so nothing is left out."""
    start = time.process_time()
    done = sum(work(k) for k in range(times))
    return done / (time.process_time() - start)


def compare(pairs: list[tuple[str, str]]) -> Callable[[int], int]:
    """Compare the k-th pair."""
    return lambda k: bool(equivalent(*pairs[k % len(pairs)]).verdict)


def derive(k: int) -> int:
    """Judge student k's derivation; the number of its lines."""
    lines, question = layers(k)
    return len(check_derivation(lines, **question).lines)  # type: ignore[arg-type]


def main() -> None:
    """Print the rates."""
    compare(PAIRS)(0)
    print(f"rational equivalence      {rate(4000, compare(PAIRS)):8.0f} checks/s   (aim 5000)")
    print(f"exp, sin, cos             {rate(1000, compare(FUNCTIONS)):8.0f} checks/s")
    print(f"derivations, new students {rate(60, derive):8.0f} lines/s, proofs included   (aim 300)")
    print(f"derivations, seen before  {rate(60, derive):8.0f} lines/s, proofs remembered")
    if WORKER.process is not None:
        print("a proof was left to the worker, whose time is not counted above")
        WORKER.kill()


if __name__ == "__main__":
    main()
