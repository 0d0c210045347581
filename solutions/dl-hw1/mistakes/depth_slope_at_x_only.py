# ruff: noqa: F821 - _ACTIVATIONS of the reference is in the same namespace
"""every layer uses the slope of the first"""

import numpy as np

parts = ["q2.gradient_by_depth"]
hint = "Each layer has its own input z = w * h_{n-1}: take the slope there."
public = True


def gradient_by_depth(activation, depth, x, w):
    if activation not in _ACTIVATIONS:
        raise ValueError("unknown activation")
    _, slope = _ACTIVATIONS[activation]
    sizes = np.zeros(depth)
    gradient = 1.0
    first = slope(w * x)
    for n in range(depth):
        gradient *= first * w
        sizes[n] = abs(gradient)
    return sizes
