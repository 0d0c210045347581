"""Hidden cases of question 2."""

from itertools import pairwise

import numpy as np

from grader.authoring import call, cases, holds, raises, same, unchanged

SINGLE = {"relative": 1e-4, "absolute": 1e-4}


def stack(rng, *widths):
    """Random affine layers between the given widths, first applied first."""
    return [(rng.normal(size=(out, into)), rng.normal(size=out)) for into, out in pairwise(widths)]


# ---------------------------------------------------------------- q2.collapse


def does_the_same(W, b, layers, points):
    """The one layer does what all the layers do, one after the other."""
    for x in points:
        expected = x
        for each_W, each_b in layers:
            expected = each_W @ expected + each_b
        found = np.asarray(W) @ x + np.asarray(b)
        if not np.allclose(found, expected, rtol=1e-9, atol=1e-9 * max(1.0, float(np.abs(expected).max()))):
            return False
    return True


@cases("q2.collapse", weight=4, hint="W2 (W1 x + b1) + b2: the later matrix stands on the left, and it multiplies the earlier bias too.")
def stacks(rng):
    """Two, three and five layers of different widths."""
    for widths in ((3, 4, 2), (2, 5, 3, 4), (3, 3, 3, 3, 3, 3)):
        found = call("collapse", stack(rng, *widths))
        yield found[0]
        yield found[1]


@cases("q2.collapse", weight=3, hint="Send a vector through your one layer and through all layers by hand, and compare.")
def applying(rng):
    """The one layer maps vectors as the stack does."""
    for widths in ((4, 3, 5), (2, 2, 2, 2)):
        layers = stack(rng, *widths)
        found = call("collapse", layers)
        yield holds(does_the_same, found[0], found[1], layers, rng.normal(size=(4, widths[0])))


@cases("q2.collapse", weight=1, hint="A single layer is its own collapse.")
def single_layer(rng):
    """One layer alone."""
    found = call("collapse", stack(rng, 4, 3))
    yield found[0]
    yield found[1]


@cases("q2.collapse", weight=1, hint="Keep W two-dimensional and b one-dimensional, also when a width is 1.")
def narrow_layers(rng):
    """Layers with one input, one output or one unit between."""
    for widths in ((1, 1, 1), (4, 1, 3), (1, 3, 1)):
        found = call("collapse", stack(rng, *widths))
        yield found[0]
        yield found[1]


@cases("q2.collapse", weight=1, hint="Without biases only the product of the matrices is left, the last one on the left.")
def no_biases(rng):
    """Layers whose biases are zero."""
    found = call("collapse", [(W, np.zeros_like(b)) for W, b in stack(rng, 3, 4, 2, 3)])
    yield found[0]
    yield found[1]


@cases("q2.collapse", weight=1, hint="Loop over all the layers; nothing limits their number.")
def many_layers(rng):
    """A deep stack."""
    # Rotations and shrinking keep the numbers moderate however deep the stack is.
    layers = [(0.9 * np.linalg.qr(W)[0], b) for W, b in stack(rng, *[3] * 31)]
    found = call("collapse", layers)
    yield found[0]
    yield found[1]


@cases("q2.collapse", weight=1, tolerance=SINGLE, hint="Integers and float32 need no special treatment: let NumPy multiply.")
def other_layer_dtypes(rng):
    """Integer and float32 layers."""
    whole = [(rng.integers(-4, 5, size=W.shape), rng.integers(-4, 5, size=b.shape)) for W, b in stack(rng, 3, 2, 4)]
    single = [(W.astype(np.float32), b.astype(np.float32)) for W, b in stack(rng, 3, 2, 4)]
    for layers in (whole, single):
        found = call("collapse", layers)
        yield found[0]
        yield found[1]


@cases("q2.collapse", weight=1, hint="Check for the empty list first and raise ValueError.")
def no_layers(rng):
    """No layers at all are refused."""
    yield raises(ValueError, call("collapse", []))


@cases("q2.collapse", weight=1, hint="Each layer needs as many inputs as the one before has outputs; else raise ValueError.")
def broken_chain(rng):
    """Layers that do not fit together are refused."""
    yield raises(ValueError, call("collapse", stack(rng, 3, 4) + stack(rng, 2, 5)))
    yield raises(ValueError, call("collapse", stack(rng, 2, 2, 3) + stack(rng, 2, 2)))
    # In the wrong order these two would fit.
    yield raises(ValueError, call("collapse", stack(rng, 3, 2) + stack(rng, 5, 3)))


@cases("q2.collapse", weight=0.25, hint="Do not use += or @= on an array that you were given.")
def collapse_leaves_layers(rng):
    """The layers are left as they are."""
    yield unchanged(call("collapse", stack(rng, 3, 3, 3)))


@cases("q2.collapse", weight=0.25, hint="Keep no state between calls.")
def collapse_again(rng):
    """Collapsing twice gives the same layer twice."""
    layers = stack(rng, 3, 2, 4)
    first, second = call("collapse", layers), call("collapse", layers)
    yield holds(same, [first[0], first[1]], [second[0], second[1]])


# ---------------------------------------------------------------- q2.gradient_by_depth


def under_quarter_powers(sizes, w):
    """A sigmoid chain shrinks at least like (|w| / 4) to the power of the depth."""
    limits = (abs(w) / 4) ** np.arange(1, len(sizes) + 1)
    return bool((np.asarray(sizes) <= limits * (1 + 1e-9)).all() and (np.asarray(sizes) > 0).all())


def only_shrinks(sizes):
    """With weight 1 every layer of tanh makes the gradient smaller, and none makes it zero."""
    return bool((np.diff(np.asarray(sizes)) <= 1e-15).all() and (np.asarray(sizes) > 0).all())


@cases(
    "q2.gradient_by_depth",
    weight=4,
    hint="Go layer by layer: take the slope at that layer's own z = w * h, multiply by w, then move on to h = act(z).",
)
def four_activations(rng):
    """Each activation, several layers deep."""
    for activation, x, w in (("sigmoid", 0.7, 2.5), ("tanh", -0.4, 1.3), ("relu", 0.8, 0.7), ("identity", -1.2, 0.6)):
        yield call("gradient_by_depth", activation, 6, x, w)


@cases("q2.gradient_by_depth", weight=2, hint="Compute act'(z) at z = w * h_{n-1}, the input of that very layer, not at x.")
def unit_weight(rng):
    """Chains with weight 1."""
    for activation in ("sigmoid", "tanh", "relu", "identity"):
        yield call("gradient_by_depth", activation, 5, float(rng.uniform(0.3, 1.5)), 1.0)


@cases("q2.gradient_by_depth", weight=2, hint="One layer: |act'(w x) w|, an array with one entry.")
def one_layer_deep(rng):
    """A single layer."""
    for activation, w in (("sigmoid", 1.5), ("tanh", 0.6), ("relu", 2.0), ("identity", 3.0)):
        yield call("gradient_by_depth", activation, 1, float(rng.uniform(0.3, 1.5)), w)


@cases("q2.gradient_by_depth", weight=1, hint="Return absolute values: each factor w may be negative.")
def negative_weights(rng):
    """Weights below zero."""
    for activation in ("sigmoid", "tanh", "identity"):
        yield call("gradient_by_depth", activation, 5, 0.9, -1.4)


@cases("q2.gradient_by_depth", weight=1, hint="Where relu's input is negative its slope is 0, and so is all that comes after.")
def dead_unit(rng):
    """A relu that is switched off."""
    yield call("gradient_by_depth", "relu", 4, -0.7, 1.2)
    yield call("gradient_by_depth", "relu", 4, 0.7, -1.2)


@cases("q2.gradient_by_depth", weight=1, hint="The docstring fixes the slope of relu at exactly 0.")
def relu_at_zero(rng):
    """A relu whose input is exactly zero."""
    yield call("gradient_by_depth", "relu", 3, 0.0, 1.5)


@cases("q2.gradient_by_depth", weight=1, hint="exp(1000) overflows: write the sigmoid with exp(-|z|), or use np.exp and 1 / (1 + exp(-z)).")
def far_out(rng):
    """Very large inputs give finite results."""
    for activation, x in (("sigmoid", 1000.0), ("sigmoid", -1000.0), ("tanh", 1000.0), ("tanh", -1000.0)):
        yield call("gradient_by_depth", activation, 4, x, 1.5)


@cases("q2.gradient_by_depth", weight=1, hint="The slope of the sigmoid is at most 1/4; multiply by |w| once a layer.")
def quarter_bound(rng):
    """Sigmoid chains respect the bound of their slope."""
    for w in (0.9, 3.0):
        sizes = call("gradient_by_depth", "sigmoid", 8, float(rng.normal()), w)
        yield holds(under_quarter_powers, sizes, w)


@cases("q2.gradient_by_depth", weight=1, hint="Keep multiplying into one running product; start it at 1.")
def deep_chains(rng):
    """Chains of many layers."""
    yield call("gradient_by_depth", "tanh", 60, 0.5, 1.1)
    yield call("gradient_by_depth", "identity", 30, 0.3, 1.5)
    yield holds(only_shrinks, call("gradient_by_depth", "tanh", 40, 1.5, 1.0))


@cases("q2.gradient_by_depth", weight=0.5, hint="x and w may be Python integers.")
def whole_numbers(rng):
    """Integer inputs."""
    yield call("gradient_by_depth", "tanh", 3, 1, 2)


@cases("q2.gradient_by_depth", weight=1, hint="Raise ValueError for a name that is not in the list.")
def unknown_activation(rng):
    """An unknown activation is refused."""
    yield raises(ValueError, call("gradient_by_depth", "softplus", 3, 0.5, 1.0))


@cases("q2.gradient_by_depth", weight=0.25, hint="Keep no state between calls.")
def depth_again(rng):
    """The same question gets the same answer, whatever was asked in between."""
    ask = [("tanh", 4, 0.3, 0.8), ("sigmoid", 2, 1.0, 1.0), ("tanh", 4, 0.3, 0.8)]
    yield [call("gradient_by_depth", *inputs) for inputs in ask]
