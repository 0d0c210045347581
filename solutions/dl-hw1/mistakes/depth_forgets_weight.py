# ruff: noqa: F821 - _ACTIVATIONS of the reference is in the same namespace
"""the weight is missing from the chain rule"""

import numpy as np

parts = ["q2.gradient_by_depth"]
hint = "The derivative of act(w h) by h is act'(w h) * w: multiply by w in every layer."
public = True


def gradient_by_depth(activation, depth, x, w):
    if activation not in _ACTIVATIONS:
        raise ValueError("unknown activation")
    act, slope = _ACTIVATIONS[activation]
    sizes = np.zeros(depth)
    h, gradient = float(x), 1.0
    for n in range(depth):
        gradient *= slope(w * h)
        sizes[n] = abs(gradient)
        h = act(w * h)
    return sizes
