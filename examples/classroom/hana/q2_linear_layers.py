import numpy as np


def collapse(layers):
    """One affine layer that does the work of all."""
    if not layers:
        raise ValueError("collapse needs a layer")
    for W, b in layers:
        if np.ndim(W) != 2 or np.shape(b) != np.shape(W)[:1]:
            raise ValueError("W must be a matrix and b must have one entry per row")
    for (W_first, _), (W_second, _) in zip(layers, layers[1:]):
        if np.shape(W_second)[1] != np.shape(W_first)[0]:
            raise ValueError("neighbouring layers do not fit")
    # from the last layer to the first one
    W, b = layers[-1]
    for W_inner, b_inner in reversed(layers[:-1]):
        b = W @ b_inner + b
        W = W @ W_inner
    return np.array(W), np.array(b)


def gradient_by_depth(activation, depth, x, w):
    values = []
    h, g = x, 1.0
    for _ in range(depth):
        a = w * h
        if activation == "sigmoid":
            h = 1 / (1 + np.exp(-np.clip(a, -500, 500)))
            slope = h * (1 - h)
        elif activation == "tanh":
            h = np.tanh(a)
            slope = 1 - h**2
        elif activation == "relu":
            h = np.maximum(a, 0.0)
            slope = float(a > 0)
        elif activation == "identity":
            h = a
            slope = 1.0
        else:
            raise ValueError(f"{activation} is not an activation that I know")
        g = g * slope * w
        values.append(abs(g))
    return np.array(values)
