"""Q2. Farah"""
import numpy as np


def _as_layer(pair):
    W, b = pair
    W, b = np.array(W), np.array(b)
    if W.ndim != 2 or b.ndim != 1 or W.shape[0] != b.shape[0]:
        raise ValueError("a layer is a matrix and a vector of the same height")
    return W, b


def collapse(layers):
    if len(layers) < 1:
        raise ValueError("at least one layer please")
    # trick: write W x + b as one matrix [[W, b], [0, 1]] and multiply those
    total = None
    for pair in layers:
        W, b = _as_layer(pair)
        n_out, n_in = W.shape
        big = np.zeros((n_out + 1, n_in + 1))
        big[:n_out, :n_in] = W
        big[:n_out, n_in] = b
        big[n_out, n_in] = 1
        if total is None:
            total = big
        elif big.shape[1] != total.shape[0]:
            raise ValueError("the layers do not chain")
        else:
            total = big @ total
    return total[:-1, :-1], total[:-1, -1]


def slope_and_value(activation, z):
    if activation == "identity":
        return 1.0, z
    if activation == "relu":
        return (1.0, z) if z > 0 else (0.0, 0.0)
    if activation == "tanh":
        t = np.tanh(z)
        return 1 - t ** 2, t
    s = (1 + np.tanh(z / 2)) / 2
    return s * (1 - s), s


def gradient_by_depth(activation, depth, x, w):
    if activation not in ["sigmoid", "tanh", "relu", "identity"]:
        raise ValueError("activation not known: %r" % (activation,))
    slopes = []
    h = x
    for _ in range(depth):
        d, h = slope_and_value(activation, w * h)
        slopes.append(d * w)
    return np.abs(np.cumprod(np.array(slopes, dtype=float)))
