"""Public checks of question 3: `grader check q3` runs them. They are part of the homework; leave them as they are."""

import numpy as np

from grader.authoring import call, cases, holds, keeps_norms, raises

TABLE = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])


@cases(
    "q3.sinusoidal",
    hint="At position 0 every angle is 0: sin(0) = 0 stands on the even columns, cos(0) = 1 on the odd ones.",
)
def row_of_position_zero(rng):
    """the first row is 0, 1, 0, 1, ..."""

    def zeros_and_ones(encoding):
        """row 0 must be 0, 1, 0, 1, 0, 1: the sine stands on even columns, the cosine on odd ones, and positions begin with 0"""
        return bool(np.allclose(np.asarray(encoding)[0], [0.0, 1.0] * 3)) or f"it is {np.round(np.asarray(encoding)[0], 4).tolist()}"

    yield holds(zeros_and_ones, call("sinusoidal_encoding", 2, 6))


@cases("q3.sinusoidal", hint="Check d_model first: `if d_model % 2: raise ValueError(...)`.")
def three_columns(rng):
    """an odd d_model is refused with ValueError"""
    yield raises(ValueError, call("sinusoidal_encoding", 4, 3))


@cases("q3.learned", hint="`gradient[positions] += upstream` adds only once at a position that repeats; np.add.at adds each time.")
def counts_every_visit(rng):
    """a position that occurs twice collects both of its gradients"""
    embedding = call("LearnedPositionalEmbedding", TABLE)

    def two_and_one(gradient):
        """with positions [1, 1, 2] and upstream rows of ones, the rows of the gradient are 0, 2 and 1"""
        return bool(np.allclose(gradient, [[0.0, 0.0], [2.0, 2.0], [1.0, 1.0]])) or f"they are {np.asarray(gradient).tolist()}"

    yield holds(two_and_one, embedding.gradient([1, 1, 2], np.ones((3, 2))))


@cases("q3.learned", hint="Compare positions with the number of rows before you index; NumPy itself takes negative ones.")
def outside_the_table(rng):
    """a position past the table, or a negative one, is refused with IndexError"""
    yield raises(IndexError, call("LearnedPositionalEmbedding", TABLE).lookup([3]))
    yield raises(IndexError, call("LearnedPositionalEmbedding", TABLE).lookup([-1]))


@cases("q3.rope", hint="A rotation by the angle a makes (x, y) into (x cos a - y sin a, x sin a + y cos a).")
def lengths_stay(rng):
    """a rotation changes the length of no vector"""
    x = np.array([[1.0, 2.0, 3.0, 4.0], [-1.0, 0.5, 2.0, 0.0]])
    yield holds(keeps_norms, x, call("rope", x, [1, 5]))


@cases("q3.rope", hint="Turn adjacent pairs (x0, x1), (x2, x3), ... counter-clockwise by position * base^(-2i/d).")
def quarter_of_a_turn(rng):
    """(1, 0) at position 1 becomes (cos 1, sin 1)"""

    def turned(pair):
        """the first pair turns counter-clockwise by one radian a position: (1, 0) becomes (0.5403, 0.8415)"""
        found = np.asarray(pair)[0]
        return bool(np.allclose(found, [np.cos(1.0), np.sin(1.0)])) or f"yours becomes ({found[0]:.4f}, {found[1]:.4f})"

    yield holds(turned, call("rope", np.array([[1.0, 0.0]]), [1]))


@cases("q3.rope", hint="The angle belongs to the position alone, so the score of q at m and k at n can depend on m - n only.")
def only_distance_matters(rng):
    """the score of q at 3 and k at 1 is that of q at 7 and k at 5"""
    q, k = np.array([[1.0, 2.0, -1.0, 0.5]]), np.array([[0.5, 1.0, 2.0, -1.0]])

    def equal_scores(q3, k1, q7, k5):
        """rope(q, 3) . rope(k, 1) equals rope(q, 7) . rope(k, 5)"""
        near, far = (float(np.sum(np.asarray(a) * np.asarray(b))) for a, b in ((q3, k1), (q7, k5)))
        return bool(np.isclose(near, far)) or f"they are {near:.4f} and {far:.4f}"

    yield holds(equal_scores, call("rope", q, [3]), call("rope", k, [1]), call("rope", q, [7]), call("rope", k, [5]))
