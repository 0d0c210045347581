"""Right answers in other clothes give the same values but for rounding."""

import numpy as np
import pytest

from grader.verify.variants import _PRELUDE as PRELUDE


@pytest.fixture(scope="module")
def clothes():
    space = {}
    exec(PRELUDE, space)
    return space


SHAPES = [((3,), (3,)), ((2, 3), (3,)), ((3,), (3, 4)), ((2, 3), (3, 4)), ((5, 2, 3), (3, 4)), ((5, 2, 3), (5, 3, 4)), ((3,), (5, 3, 4))]


@pytest.mark.parametrize("how", ["_einsum", "_backwards"])
@pytest.mark.parametrize(("left", "right"), SHAPES)
def test_products(how, left, right, clothes):
    rng = np.random.default_rng(0)
    a, b = rng.normal(size=left), rng.normal(size=right)
    np.testing.assert_allclose(clothes[how](a, b), a @ b, rtol=1e-12)


@pytest.mark.parametrize("how", ["_einsum", "_backwards"])
def test_products_that_do_not_fit_are_refused(how, clothes):
    with pytest.raises(ValueError, match="matmul"):
        clothes[how](np.ones((2, 1)), np.ones((3, 2)))


@pytest.mark.parametrize("axis", [None, 0, -1])
def test_sums(axis, clothes):
    x = np.random.default_rng(0).normal(size=(4, 5))
    np.testing.assert_allclose(clothes["_summed"]("sum", x, axis=axis), x.sum(axis=axis), rtol=1e-12)


def test_single_precision_is_worked_out_in_double_and_rounded(clothes):
    seen = []
    wrapped = clothes["_in_double"](lambda x: (seen.append(x.dtype), {"a": x / 3}))
    result = wrapped(np.float32([1.0]))
    assert (seen[0], result[1]["a"].dtype) == (np.float64, np.float32)
    assert wrapped(np.array([1.0]))[1]["a"].dtype == np.float64
