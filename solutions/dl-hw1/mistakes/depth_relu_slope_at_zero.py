# ruff: noqa: F821 - _ACTIVATIONS of the reference is in the same namespace
"""the slope of relu at zero is taken to be 1"""

import numpy as np

parts = ["q2.gradient_by_depth"]
hint = "The docstring fixes that slope to 0: use z > 0, not z >= 0."


_ACTIVATIONS["relu"] = (lambda z: max(0.0, z), lambda z: 1.0 if z >= 0 else 0.0)


def gradient_by_depth(activation, depth, x, w):
    if activation not in _ACTIVATIONS:
        raise ValueError("unknown activation")
    act, slope = _ACTIVATIONS[activation]
    sizes = np.zeros(depth)
    h, gradient = float(x), 1.0
    for n in range(depth):
        gradient *= slope(w * h) * w
        sizes[n] = abs(gradient)
        h = act(w * h)
    return sizes
