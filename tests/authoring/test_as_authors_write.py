"""All that a code part's hidden cases need, written as a course author would, and run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pytest

from grader.model import Case, Equals, Raises, Unchanged

Write = Callable[..., list[Case]]
Run = Callable[..., tuple[Any, ...]]
Verdict = Callable[[Case, Mapping[str, Any]], bool | str]

STUDENT = """
import numpy as np

def softmax(x, axis=-1):
    x = np.asarray(x)
    if x.size == 0:
        raise ValueError("nothing there")
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

def attention(Q, K, V, mask=None):
    scores = Q @ K.T / np.sqrt(K.shape[-1])
    if mask is not None:
        scores = np.where(mask, scores, -np.inf)
    weights = softmax(scores)
    return weights @ V, weights

def forward(X, w, b):
    return 1 / (1 + np.exp(-(X @ w + b)))

def gradients(X, y, w, b):
    error = (forward(X, w, b) - y) / len(y)
    return {"w": X.T @ error, "b": error.sum()}

def collapse(layers):
    W, b = layers[0]
    for W_next, b_next in layers[1:]:
        W, b = W_next @ W, W_next @ b + b_next
    return W, b

class Table:
    def __init__(self, table):
        self.table = table
        self.seen = 0
    def lookup(self, positions):
        self.seen += len(positions)
        return self.table[np.asarray(positions)]
    def gradient(self, positions, upstream):
        out = np.zeros_like(self.table)
        np.add.at(out, positions, upstream)
        return out

class Descent:
    def __init__(self, w, rate=0.5):
        self.w, self.rate = w, rate
    def step(self, g):
        self.w = self.w - self.rate * g
        return self

    @staticmethod
    def default():
        return Descent(np.zeros(2))

def train_xor(seed):
    return 1.0 * seed, [2.0]
"""

CASES = '''
@cases("q.f", hint="h")
def ordinary(rng):
    """Ordinary values."""
    yield call("softmax", rng.normal(size=(3, 4)))

@cases("q.f", hint="h", tolerance={"relative": 1e-5, "dtype": "same"})
def odd_shapes_and_dtypes(rng):
    """One row, one column, batch axes, float32 and integers."""
    for shape in ((1, 4), (4, 1), (2, 3, 4)):
        yield call("softmax", rng.normal(size=shape).astype(np.float32))
    yield call("softmax", rng.integers(-3, 3, size=(2, 2)), axis=0)

@cases("q.f", hint="h")
def empty(rng):
    """An empty array is refused."""
    yield raises((ValueError, IndexError), call("softmax", np.zeros((0,))))

@cases("q.f", hint="h")
def rows(rng):
    """Rows sum to one."""
    for scale in (1, 1e4):
        yield holds(rows_sum_to_one, call("softmax", rng.normal(size=(3, 4)) * scale))

@cases("q.f", hint="h")
def shift(rng):
    """Adding a constant to every logit changes nothing."""
    x = rng.normal(size=(3, 5))
    yield holds(same, call("softmax", x), call("softmax", x + 3.0))

@cases("q.f", hint="h")
def untouched(rng):
    """The input array is left as it was."""
    yield unchanged(call("softmax", rng.normal(size=(3, 5))))

@cases("q.f", hint="h")
def again(rng):
    """A second call gives the same answer."""
    x = rng.normal(size=(3, 5))
    yield holds(same, call("softmax", x), call("softmax", x))

def permuted_alike(first, second, order):
    """Permuting the tokens permutes the outputs."""
    return same(first[order], second)

@cases("q.f", hint="h")
def equivariant(rng):
    """Without positions the order of tokens does not matter."""
    x, order = rng.normal(size=(4, 3)), [2, 0, 3, 1]
    before, after = call("attention", x, x, x), call("attention", x[order], x[order], x[order])
    yield holds(permuted_alike, before[0], after[0], order)

def first_rows_alike(first, second, rows):
    """Output t does not depend on later tokens."""
    return same(first[:rows], second[:rows])

@cases("q.f", hint="h")
def causal(rng):
    """A causal mask hides later tokens."""
    x = rng.normal(size=(4, 3))
    y = np.vstack([x[:2], rng.normal(size=(2, 3))])
    yield holds(first_rows_alike, *(call("attention", z, z, z, mask=np.tri(4, dtype=bool))[0] for z in (x, y)), 2)

@cases("q.f", hint="h")
def several_outputs(rng):
    """Output and weights."""
    x = rng.normal(size=(2, 3))
    found = call("attention", x, x, x)
    yield found[0], found[1]

def loss(p, y):
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))

def loss_slopes(gradient, moved, y):
    """Gradients agree with central differences of your own forward."""
    slopes = differences(moved, of=lambda p: loss(p, y))
    return slopes.shape == gradient.shape and bool(np.allclose(slopes, gradient, atol=1e-7))

@cases("q.f", hint="h")
def slopes_of_own_forward(rng):
    """Gradients are the slopes of the loss."""
    X, y, w, b = rng.normal(size=(5, 2)), np.array([0, 1, 1, 0, 1.0]), rng.normal(size=2), 0.3
    found = call("gradients", X, y, w, b)
    yield holds(loss_slopes, found["w"], central_differences("forward", (X, w, b), wrt=1), y)
    yield holds(loss_slopes, found["b"], central_differences("forward", (X, w, b), wrt=2), y, like_reference=False)

@cases("q.f", hint="h")
def repeated(rng):
    """Repeated positions add up their gradients."""
    table = call("Table", rng.normal(size=(6, 3)))
    yield table.gradient([1, 1, 4], rng.normal(size=(3, 3)))

@cases("q.f", hint="h")
def bounds(rng):
    """Positions past the table are refused."""
    yield raises(IndexError, call("Table", rng.normal(size=(6, 3))).lookup([6]))

@cases("q.f", hint="h")
def state(rng):
    """Two steps move the weights twice."""
    descent = call("Descent", np.zeros(2), rate=0.5)
    descent.step(np.ones(2))
    descent.step(np.ones(2))
    yield descent.w

@cases("q.f", hint="h")
def chained(rng):
    """A step gives the object back."""
    yield call("Descent.default").step(np.ones(2)).step(np.ones(2)).w

def applies_layers(W, b, layers, x):
    """Collapsing equals applying the layers."""
    out = x
    for W_i, b_i in layers:
        out = W_i @ out + b_i
    return same(out, W @ x + b)

@cases("q.f", hint="h")
def collapsed(rng):
    """Collapse equals applying the layers."""
    layers = [(rng.normal(size=(3, 2)), rng.normal(size=3)), (rng.normal(size=(4, 3)), rng.normal(size=4))]
    found = call("collapse", layers)
    yield holds(applies_layers, found[0], found[1], layers, rng.normal(size=2))

def whole(p):
    """Results are passed on."""
    return bool(np.isclose(np.sum(p), 1.0))

@cases("q.f", seconds=5, hint="h")
def passed_on(rng):
    """Results go into later calls."""
    for seed in (0, 1, 2):
        p = call("train_xor", seed)
        yield holds(whole, call("softmax", [p[0], p[1][0]]))
'''


@pytest.fixture
def student() -> dict[str, Any]:
    namespace: dict[str, Any] = {}
    exec(STUDENT, namespace)
    return namespace


@pytest.fixture
def written(write: Write) -> dict[str, Case]:
    return {case.address.case: case for case in write(CASES)}


def test_nothing_is_broken(written: dict[str, Case]) -> None:
    assert [case.broken for case in written.values() if case.broken] == []


def test_every_rule_holds_for_a_right_solution(written: dict[str, Case], student: dict[str, Any], verdict: Verdict) -> None:
    rules = [case for case in written.values() if not isinstance(case.check, Equals | Raises | Unchanged)]
    assert [(case.address.case, verdict(case, student)) for case in rules if verdict(case, student) is not True] == []
    assert len(rules) == 12


def test_every_plan_of_values_runs(written: dict[str, Case], student: dict[str, Any], run: Run) -> None:
    plans = [case.plan for case in written.values() if isinstance(case.check, Equals) and case.plan]
    assert all(run(plan, student) for plan in plans)


@pytest.mark.parametrize("name", ["empty-01", "bounds-01"])
def test_invalid_inputs_raise(name: str, written: dict[str, Case], student: dict[str, Any], run: Run) -> None:
    case = written[name]
    assert case.plan is not None
    with pytest.raises((ValueError, IndexError)):
        run(case.plan, student)


def test_exceptions_are_named(written: dict[str, Case]) -> None:
    assert written["empty-01"].check == Raises(("ValueError", "IndexError"))


def test_a_stateful_object_is_asked_after_its_steps(written: dict[str, Case], student: dict[str, Any], run: Run) -> None:
    plan = written["state-01"].plan
    assert plan is not None
    (weights,) = run(plan, student)
    assert weights.tolist() == [-1.0, -1.0]


def test_chained_methods_are_called_once_each(written: dict[str, Case], student: dict[str, Any], run: Run) -> None:
    plan = written["chained-01"].plan
    assert plan is not None
    assert len(plan.calls) == 3
    assert run(plan, student)[0].tolist() == [-1.0, -1.0]


def test_several_outputs_come_in_order(written: dict[str, Case], student: dict[str, Any], run: Run) -> None:
    plan = written["several_outputs-01"].plan
    assert plan is not None
    assert [np.shape(value) for value in run(plan, student)] == [(2, 3), (2, 2)]


BREAKS = {
    "rows-01": ("e / e.sum(axis=axis, keepdims=True)", "e"),
    "shift-01": ("x - x.max(axis=axis, keepdims=True)", "x * x"),
    "equivariant-01": ("weights @ V, weights", "weights @ V * np.arange(len(Q))[:, None], weights"),
    "causal-01": ("np.where(mask, scores, -np.inf)", "scores"),
    "slopes_of_own_forward-01": (" / len(y)", ""),
    "slopes_of_own_forward-02": ("error.sum()", "error[0]"),
    "collapsed-01": ("W_next @ b + b_next", "b_next"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_mistake_breaks_the_rule(name: str, written: dict[str, Case], verdict: Verdict) -> None:
    right, wrong = BREAKS[name]
    assert right in STUDENT
    namespace: dict[str, Any] = {}
    exec(STUDENT.replace(right, wrong), namespace)
    assert verdict(written[name], namespace) is not True


def test_constants_of_a_rule_stay_outside_the_plan(written: dict[str, Case]) -> None:
    case = written["equivariant-01"]
    assert case.plan is not None
    assert [2, 0, 3, 1] not in [list(arg) for one in case.plan.calls for arg in one.args if isinstance(arg, list)]
