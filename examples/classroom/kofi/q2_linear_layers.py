import numpy as np


def collapse(layers):
    if len(layers) == 0:
        raise ValueError("I need at least one layer.")
    if len(layers) == 1:
        W, b = layers[0]
        return W.copy(), b.copy()
    # collapse the tail first, then put it on top of the first layer
    W_first, b_first = layers[0]
    W_rest, b_rest = collapse(layers[1:])
    if W_rest.shape[1] != W_first.shape[0]:
        raise ValueError("Layer sizes do not match.")
    return W_rest @ W_first, W_rest @ b_first + b_rest


def sigmoid(z):
    if z < -700:
        return 0.0
    return 1 / (1 + np.exp(-z))


def gradient_by_depth(activation, depth, x, w):
    act = {
        "sigmoid": (sigmoid, lambda z: sigmoid(z) * (1 - sigmoid(z))),
        "tanh": (np.tanh, lambda z: 1 - np.tanh(z) ** 2),
        "relu": (lambda z: max(0.0, z), lambda z: 0.0 if z <= 0 else 1.0),
        "identity": (lambda z: z, lambda z: 1.0),
    }.get(activation)
    if act is None:
        raise ValueError(activation)
    out = []
    h, g = float(x), 1.0
    for _ in range(depth):
        g *= act[1](w * h) * w
        h = act[0](w * h)
        out.append(abs(g))
    return np.array(out)
