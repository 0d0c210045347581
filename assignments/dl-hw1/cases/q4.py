"""Public checks of question 4: `grader check q4` runs them. They are part of the homework; leave them as they are."""

import numpy as np

from grader.authoring import call, cases, finite, holds, raises


def sums(array, axis):
    """Whether all sums along an axis are 1."""
    return bool(np.allclose(np.asarray(array).sum(axis=axis), 1.0, atol=1e-6))


@cases("q4.softmax", hint="Let the sum (and the maximum) follow the `axis` argument, and keep the dimension for broadcasting.")
def each_row(rng):
    """each row of softmax(x, axis=-1) sums to 1"""

    def rows_sum_to_one(weights):
        """every row (last axis) must sum to 1"""
        if sums(weights, -1):
            return True
        return "here the columns do" if sums(weights, 0) else "here the whole array does" if sums(np.ravel(weights), 0) else False

    yield holds(rows_sum_to_one, call("softmax", np.array([[1.0, 2.0, 3.0], [1.0, 0.0, -1.0]]), axis=-1))


@cases("q4.softmax", hint="Subtract the maximum along the axis before you exponentiate: the result stays the same.")
def stays_finite(rng):
    """large scores give no nan and no inf"""
    yield holds(finite, call("softmax", np.array([[1000.0, 0.0], [-1000.0, 1.0]])))


@cases("q4.softmax", hint="Use the `axis` argument where you take the maximum and where you sum, not a fixed axis.")
def each_column(rng):
    """each column of softmax(x, axis=0) sums to 1"""

    def columns_sum(weights):
        """with axis=0 every column must sum to 1"""
        return sums(weights, 0) or ("here the rows do" if sums(weights, -1) else False)

    yield holds(columns_sum, call("softmax", np.array([[1.0, 2.0, 3.0], [1.0, 0.0, -1.0]]), axis=0))


@cases("q4.attention", hint="Take the softmax over the keys, the last axis of the scores.")
def weights_of_a_query(rng):
    """the weights of every query sum to 1"""
    Q, K = np.array([[1.0, 0.0], [0.0, 2.0], [1.0, 1.0]]), np.array([[1.0, 1.0], [0.0, 3.0]])
    V = np.array([[1.0, 0.0], [0.0, 1.0]])

    def over_the_keys(weights):
        """weights has one row a query, and every row must sum to 1"""
        return sums(weights, -1) or ("here the columns do: the softmax goes over the queries" if sums(weights, 0) else False)

    yield holds(over_the_keys, call("attention", Q, K, V)[1])


@cases("q4.attention", hint="mask[i, j] = True means that query i may attend to key j; set the other scores to -inf before the softmax.")
def masked_keys(rng):
    """a key that the mask forbids has the weight 0, and the others share 1"""
    X = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
    mask = np.tril(np.ones((3, 3), dtype=bool))

    def forbidden_is_zero(weights):
        """weights are 0 where the mask is False, and every row still sums to 1"""
        found = np.asarray(weights)
        if np.any(found[~mask] != 0):
            return "they are 0 where the mask is True" if not found[mask].any() else "a forbidden key has a weight above 0"
        return sums(found, -1) or "a row does not sum to 1: mask the scores, not the weights"

    yield holds(forbidden_is_zero, call("attention", X, X, X, mask=mask)[1])


@cases("q4.multi_head", hint="With one head, the result is attention(X @ Wq, X @ Wk, X @ Wv) @ Wo.")
def one_head_is_attention(rng):
    """with one head it is `attention` of the projections, times Wo"""
    X, W = np.array([[1.0, 0.0], [0.5, -1.0], [2.0, 1.0]]), np.array([[1.0, 0.5], [-0.5, 1.0]])
    Wo = np.array([[2.0, 0.0], [1.0, 1.0]])

    def is_attention(result, output):
        """multi_head_attention(..., n_heads=1) equals your own attention(X @ Wq, X @ Wk, X @ Wv) @ Wo"""
        return bool(np.allclose(result, np.asarray(output) @ Wo))

    yield holds(is_attention, call("multi_head_attention", X, W, W.T, np.eye(2), Wo, n_heads=1), call("attention", X @ W, X @ W.T, X)[0])


@cases("q4.multi_head", hint="Check first: `if d_model % n_heads: raise ValueError(...)`.")
def heads_that_do_not_fit(rng):
    """a d_model of 3 cannot be shared by 2 heads: ValueError"""
    X, W = np.ones((2, 3)), np.eye(3)
    yield raises(ValueError, call("multi_head_attention", X, W, W, W, W, n_heads=2))


@cases("q4.parameters", hint="Each projection is one d_model x d_model matrix; all heads share it.")
def does_not_depend_on_heads(rng):
    """the number of heads changes d_head, and not the total"""

    def equal_totals(few, many):
        """8 columns in 2 heads and in 4 heads have as many parameters"""
        return few["total"] == many["total"] or f"you count {few['total']} and {many['total']}"

    yield holds(equal_totals, call("projection_parameters", 8, 2), call("projection_parameters", 8, 4))
