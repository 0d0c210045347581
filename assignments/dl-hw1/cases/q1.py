"""Public checks of question 1: `grader check q1` runs them. They are part of the homework; leave them as they are."""

import numpy as np

from grader.authoring import between, call, cases, central_differences, differences, holds, same

AND = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]), np.array([0, 0, 0, 1])
XOR_ROWS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])


@cases("q1.predict", hint="The boundary itself counts as 1: compare with >= 0.")
def zero_is_one(rng):
    """a row that lies exactly on the boundary counts as 1"""

    def all_ones(labels):
        """every row here has X @ w + b = 0, so every label is 1"""
        return bool((np.asarray(labels) == 1).all())

    yield holds(all_ones, call("predict", np.array([[1.0, 1.0], [-2.0, -2.0]]), np.array([1.0, -1.0]), 0.0))


@cases("q1.train", hint="Update w and b on a wrong row only, and count each update in its epoch.")
def settles_on_and(rng):
    """training on AND ends with epochs that have no mistake"""
    X, y = AND
    trained = call("train_perceptron", X, y, epochs=10)

    def ends_without_mistakes(w, b, mistakes):
        """after 10 epochs on AND the last count is 0, and w and b classify all four rows"""
        counts = np.asarray(mistakes)
        if counts[-1] != 0:
            return f"the counts are {counts.tolist()}"
        return bool(((X @ np.asarray(w) + float(b) >= 0) == y).all()) or "the counts end with 0, but a row is on the wrong side"

    yield holds(ends_without_mistakes, trained[0], trained[1], trained[2])


@cases("q1.forward", hint="End with the sigmoid of the output layer, one probability a row.")
def all_probabilities(rng):
    """every output is a probability"""
    X = np.array([[0.5, -1.0], [2.0, 0.0], [-3.0, 1.0]])
    network = np.array([[1.0, -2.0], [0.5, 1.0]]), np.array([0.1, -0.1]), np.array([[2.0], [-1.0]]), np.array([0.3])
    yield holds(between, call("forward", X, *network), 0.0, 1.0)


@cases("q1.forward", hint="exp of a large number is inf: write the sigmoid so that it only sees exp of something negative.")
def no_overflow(rng):
    """large weights give 0 or 1, not nan"""

    def surely(probabilities):
        """with an output weight of 1000 the probabilities are 0 and 1, and none is nan"""
        return bool(np.allclose(probabilities, [0.0, 1.0]))

    one = np.ones((1, 1))
    yield holds(surely, call("forward", np.array([[-1.0], [1.0]]), 5.0 * one, np.zeros(1), 1000.0 * one, np.zeros(1)))


@cases("q1.gradients", hint="Compare each of your four gradients with (loss(w + h) - loss(w - h)) / 2h; look at the first that differs.")
def slope_of_the_loss(rng):
    """the gradient of W1 is the slope of the loss of your own `forward`"""
    X, y = np.array([[0.5, -1.0], [2.0, 0.0], [-1.0, 1.0]]), np.array([0, 1, 1])
    network = np.array([[0.3, -0.2], [0.1, 0.4]]), np.array([0.1, -0.1]), np.array([[0.5], [-0.6]]), np.array([0.2])

    def loss(p):
        return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))

    def is_the_slope(gradient, moved):
        """your gradient of W1 is what the mean cross-entropy of your `forward` does when W1 moves a little"""
        slope = differences(moved, of=loss)
        ratio = np.linalg.norm(gradient) / max(float(np.linalg.norm(slope)), 1e-12)
        if np.allclose(gradient, slope, rtol=1e-4, atol=1e-7):
            return True
        return f"yours is {ratio:.3g} times as long as the slope"

    yield holds(is_the_slope, call("gradients", X, y, *network)["W1"], central_differences("forward", (X, *network), wrt=1))


@cases("q1.train_xor", seconds=10, hint="Try more hidden units, a larger learning rate or more steps.")
def learns_xor_once(rng):
    """with seed 0 the trained network classifies all four rows of XOR"""
    trained = call("train_xor", 0)

    def solves_it(probabilities):
        """your `forward` with the trained parameters is below 0.5, above, above, below 0.5"""
        sides = np.asarray(probabilities) > 0.5
        return bool((sides == [False, True, True, False]).all()) or f"it gives {np.round(np.asarray(probabilities), 2).tolist()}"

    yield holds(solves_it, call("forward", XOR_ROWS, trained[0], trained[1], trained[2], trained[3]))


@cases("q1.train_xor", seconds=10, hint="Draw every random number from np.random.default_rng(seed).")
def seed_decides(rng):
    """the same seed gives the same network"""
    yield holds(same, call("train_xor", 1), call("train_xor", 1), like_reference=False)
