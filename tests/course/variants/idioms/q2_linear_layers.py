"""Question 2 in other NumPy idioms: augmented matrices, multiplied from the last layer back."""

import functools

import numpy as np


def collapse(layers):
    if len(layers) == 0:
        raise ValueError("nothing to collapse")

    def augmented(layer):
        W, b = layer
        top = np.concatenate([W, b[:, None]], axis=1)
        return np.concatenate([top, np.eye(1, top.shape[1], top.shape[1] - 1)])

    whole = functools.reduce(lambda done, layer: np.matmul(done, augmented(layer)), layers[-2::-1], augmented(layers[-1]))
    return whole[:-1, :-1], whole[:-1, -1]


SLOPES = {
    "sigmoid": (lambda z: 0.5 * (1 + np.tanh(z / 2)), lambda z: 0.25 / np.cosh(np.clip(z / 2, -300, 300)) ** 2),
    "tanh": (np.tanh, lambda z: 1 / np.cosh(np.clip(z, -300, 300)) ** 2),
    "relu": (lambda z: np.maximum(z, 0), lambda z: np.float64(z > 0)),
    "identity": (lambda z: z, lambda z: 1.0),
}


def gradient_by_depth(activation, depth, x, w):
    try:
        act, slope = SLOPES[activation]
    except KeyError as error:
        raise ValueError(f"unknown activation {activation}") from error
    factors = np.empty(depth)
    for n in range(depth):
        factors[n] = slope(w * x) * w
        x = act(w * x)
    return np.abs(np.cumprod(factors))
