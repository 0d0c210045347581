"""Public checks of question 2: `grader check q2` runs them. They are part of the homework; leave them as they are."""

import numpy as np

from grader.authoring import call, cases, holds, raises

FIRST = np.array([[1.0, 2.0], [0.0, 1.0], [-1.0, 3.0]]), np.array([1.0, 0.0, -1.0])
SECOND = np.array([[2.0, 0.0, 1.0], [1.0, -1.0, 0.0]]), np.array([0.5, 2.0])


@cases("q2.collapse", hint="W = W2 @ W1 and b = W2 @ b1 + b2 for two layers; go on like this for more.")
def same_as_the_stack(rng):
    """the one layer does to a vector what the two layers do"""
    x = np.array([1.0, -2.0])
    layer = call("collapse", [FIRST, SECOND])

    def does_the_same(W, b):
        """W @ x + b is the result of sending x through the two layers"""
        through = SECOND[0] @ (FIRST[0] @ x + FIRST[1]) + SECOND[1]
        mine = np.asarray(W) @ x + np.asarray(b)
        return bool(np.allclose(mine, through)) or f"x = {x.tolist()} gives {mine.tolist()}, through the layers {through.tolist()}"

    yield holds(does_the_same, layer[0], layer[1])


@cases("q2.collapse", hint="Compare the columns of each W with the rows of the one before it, and raise ValueError(...).")
def layers_that_do_not_fit(rng):
    """layers that do not fit together are refused with ValueError"""
    yield raises(ValueError, call("collapse", [FIRST, FIRST]))


@cases("q2.gradient_by_depth", hint="Each further layer multiplies by act'(w * h) * w, and |act'| of a sigmoid is at most 1/4.")
def shrinks_by_four(rng):
    """with weight 1 every sigmoid layer makes the gradient at least four times smaller"""

    def quarter_or_less(sizes):
        """no entry is more than a quarter of the one before it, and the first is at most 0.25"""
        sizes = np.asarray(sizes)
        return bool(sizes[0] <= 0.25 + 1e-12 and (sizes[1:] <= 0.25 * sizes[:-1] + 1e-12).all() and (sizes > 0).all())

    yield holds(quarter_or_less, call("gradient_by_depth", "sigmoid", 5, 0.5, 1.0))


@cases("q2.gradient_by_depth", hint="Raise ValueError for every name that is not one of the four.")
def no_such_activation(rng):
    """an activation that the docstring does not name is refused with ValueError"""
    yield raises(ValueError, call("gradient_by_depth", "swish", 2, 0.0, 1.0))
