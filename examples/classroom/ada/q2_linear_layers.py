"""Homework 1, question 2 - Ada."""
import numpy as np

from activations import sigmoid, sigmoid_slope, tanh_slope

# name -> (function, its derivative)
ACTIVATIONS = {
    "sigmoid": (sigmoid, sigmoid_slope),
    "tanh": (np.tanh, tanh_slope),
    "relu": (lambda z: max(z, 0.0), lambda z: 1.0 if z > 0 else 0.0),
    "identity": (lambda z: z, lambda z: 1.0),
}


def collapse(layers):
    layers = list(layers)
    if not layers:
        raise ValueError("there is nothing to collapse")
    W, b = (np.array(part) for part in layers[0])
    _check(W, b)
    for W_next, b_next in layers[1:]:
        W_next, b_next = np.asarray(W_next), np.asarray(b_next)
        _check(W_next, b_next)
        if W_next.shape[1] != W.shape[0]:
            raise ValueError(f"a layer with {W_next.shape[1]} inputs cannot follow one with {W.shape[0]} outputs")
        # W_next (W x + b) + b_next
        W, b = W_next @ W, W_next @ b + b_next
    return W, b


def _check(W, b):
    if W.ndim != 2 or b.shape != (W.shape[0],):
        raise ValueError(f"weights {W.shape} and bias {b.shape} do not belong together")


def gradient_by_depth(activation, depth, x, w):
    if activation not in ACTIVATIONS:
        raise ValueError(f"unknown activation {activation!r}, use one of {sorted(ACTIVATIONS)}")
    act, slope = ACTIVATIONS[activation]
    h, product = x, 1.0
    sizes = np.empty(depth)
    for n in range(depth):
        z = w * h
        product *= slope(z) * w
        h = act(z)
        sizes[n] = abs(product)
    return sizes
