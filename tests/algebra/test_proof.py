"""Claims reach SymPy as numbered operations; the worker is fresh, bounded and killed when it overruns."""

from __future__ import annotations

import json
import os
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from grader.algebra import symbolic
from grader.algebra.parser import parse_expression
from grader.algebra.proof import claim, prove
from grader.algebra.refusal import TooLarge
from grader.algebra.symbols import Symbols
from grader.algebra.tree import add, num
from grader.algebra.unfolding import Scope, unfold
from grader.algebra.worker import Worker

TABLE = Symbols({**dict.fromkeys("abcnxyz", "scalar"), "theta": "scalar", "A": [3, 3], "B": [3, 3], "C": [2, 3], "q": [2, 1]})


def stated(left, right):
    sides = [unfold(parse_expression(text, TABLE), Scope(TABLE)) for text in (left, right)]
    return claim(*sides, TABLE, {})


TRUE = [
    ("(a + b)^2", "a^2 + 2 a b + b^2"),
    ("1/(1 + x)", "1 - x/(1 + x)"),
    ("e^(a - b)", "e^a / e^b"),
    ("σ(x)(1 - σ(x))", "e^(-x)/(1 + e^(-x))^2"),
    ("sin(a + b)", "sin(a) cos(b) + cos(a) sin(b)"),
    ("(A B)^T", "B^T A^T"),
    ("C (A + B)", "C A + C B"),
    ("R(a theta)^T R(b theta)", "R((b - a) theta)"),
    ("(R(a theta) q)^T (R(b theta) q)", "q^T R((b - a) theta) q"),
    ("[[a, b], [c, 1]] [[1], [x]]", "[[a + b x], [c + x]]"),
]
FALSE = [
    ("(a + b)^2", "a^2 + b^2"),
    ("A B", "B A"),
    ("(A B)^T", "A^T B^T"),
    ("e^(a - b)", "e^a - e^b"),
    ("R(a theta) R(b theta)", "R((b - a) theta)"),
    ("log(a b)", "log(a) + log(b)"),
]


@pytest.mark.parametrize(("left", "right"), TRUE)
def test_true_claims_are_proved(left, right):
    assert symbolic.prove(json.loads(stated(left, right)))


@pytest.mark.parametrize(("left", "right"), FALSE)
def test_nothing_else_is(left, right):
    assert symbolic.answer(f"[{stated(left, right)}]") == "[false]"


def test_equal_equations_are_one_claim():
    assert stated("a (b + c)", "a b") == stated("a(b+c)", "a*b")


def test_what_is_too_large_is_not_claimed():
    sum_of_many = add(*(num(n) for n in range(3000)))
    with pytest.raises(TooLarge, match="too large to prove"):
        claim(sum_of_many, num(1), TABLE, {})


def test_the_worker_answers_each_claim():
    worker = Worker()
    try:
        assert worker.ask([stated(*TRUE[0]), stated(*FALSE[0]), stated(*TRUE[5])]) == [True, False, True]
    finally:
        worker.kill()
    assert worker.process is None


def test_a_worker_that_dies_is_replaced():
    worker = Worker()
    try:
        assert worker.ask([stated(*TRUE[0])]) == [True]
        os.kill(worker.process.pid, 9)
        worker.process.wait()
        assert worker.ask([stated(*TRUE[0])]) == [True]
    finally:
        worker.kill()


ENDLESS = "(a + b + c + x + y + z + 1)^60", "(a + b + c + x + y + z)^60"


def test_a_claim_that_overruns_spoils_no_other():
    worker = Worker()
    try:
        assert worker.ask([stated(*TRUE[0]), stated(*ENDLESS), stated(*TRUE[1])]) == [True, False, True]
    finally:
        worker.kill()


def test_all_proofs_of_a_derivation_have_one_budget(monkeypatch):
    worker = Worker()
    try:
        assert worker.ask([stated(*TRUE[0])]) == [True]
        monkeypatch.setattr("grader.algebra.worker._PATIENCE", 0.3)
        start = time.monotonic()
        assert worker.ask([stated(*ENDLESS)] * 40) == [False] * 40
        assert time.monotonic() - start < 2
    finally:
        worker.kill()


def test_a_sympy_that_does_not_load_in_time_is_not_waited_for_again(monkeypatch):
    monkeypatch.setattr("grader.algebra.worker._PATIENCE", 0.01)
    worker = Worker()
    assert worker.ask([stated(*TRUE[0])] * 3) == [False] * 3
    assert worker.hopeless
    assert worker.process is None


def test_towers_of_powers_are_not_even_asked(monkeypatch):
    asked = []
    monkeypatch.setattr("grader.algebra.proof.WORKER.ask", lambda claims: asked.extend(claims) or [False] * len(claims))
    towers = [stated(left, right) for left, right in [("x^(10^39)", "x"), ("9^(a^b)", "a"), ("(a + 1)^900", "b")]]
    assert prove([*towers, stated("a + 1", "b + 1")]) == [False] * 4
    assert asked == [stated("a + 1", "b + 1")]


def test_threads_that_ask_at_once_each_get_their_own_answers():
    worker = Worker()
    asked = [[TRUE[0], FALSE[0]], [FALSE[1], TRUE[5], TRUE[2]], [FALSE[3]], [TRUE[1], TRUE[4], FALSE[4], TRUE[6]]] * 3
    try:
        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(lambda pairs: worker.ask([stated(*pair) for pair in pairs]), asked))
    finally:
        worker.kill()
    assert answers == [[pair in TRUE for pair in pairs] for pairs in asked]


def test_what_threads_ask_at_once_is_remembered_rightly(monkeypatch):
    monkeypatch.setattr("grader.algebra.proof._proved", {})
    claims = [[stated(f"{k} (a + b)", f"{k} a + {k + odd} b") for k in range(2, 6) for odd in (0, n % 2)] for n in range(24)]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(prove, claims))
    assert found == [[odd == 0 for _ in range(2, 6) for odd in (0, n % 2)] for n in range(24)]
