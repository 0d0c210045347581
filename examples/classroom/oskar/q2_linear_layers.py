import numpy as np


def collapse(layers):
    if len(layers) == 0:
        raise ValueError("no layers given")
    W, b = np.array(layers[0][0]), np.array(layers[0][1])
    for V, c in layers[1:]:
        if V.shape[1] != W.shape[0]:
            raise ValueError("layers do not fit")
        W, b = V @ W, V @ b + c
    return W, b


def sigmoid(z):
    return np.exp(z) / (1 + np.exp(z))


def gradient_by_depth(activation, depth, x, w):
    if activation not in ("sigmoid", "tanh", "relu", "identity"):
        raise ValueError("unknown activation")
    h = np.float64(x)
    total = 1.0
    out = np.zeros(depth)
    for n in range(depth):
        z = w * h
        if activation == "sigmoid":
            h = sigmoid(z)
            slope = h * (1 - h)
        elif activation == "tanh":
            h = (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))
            slope = 1 - h**2
        elif activation == "relu":
            h = max(z, 0.0)
            slope = 1.0 if z > 0 else 0.0
        else:
            h = z
            slope = 1.0
        total = total * slope * w
        out[n] = abs(total)
    return out
