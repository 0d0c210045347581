import numpy as np
from functools import reduce


def then(first, second):
    """The layer that does `first` and then `second`."""
    W1, b1 = first
    W2, b2 = second
    if np.shape(W2)[1] != np.shape(W1)[0]:
        raise ValueError("cannot chain layers of shapes {} and {}".format(np.shape(W1), np.shape(W2)))
    return W2 @ W1, W2 @ b1 + b2


def collapse(layers):
    checked = []
    for W, b in layers:
        if np.shape(b) != (np.shape(W)[0],):
            raise ValueError("bias of shape {} for weights of shape {}".format(np.shape(b), np.shape(W)))
        checked.append((np.array(W), np.array(b)))
    if not checked:
        raise ValueError("empty list of layers")
    return reduce(then, checked)


def gradient_by_depth(activation, depth, x, w):
    def both(a):
        match activation:
            case "sigmoid":
                s = np.exp(-np.logaddexp(0, -a))
                return s, s * (1 - s)
            case "tanh":
                return np.tanh(a), 1 / np.cosh(min(abs(a), 300.0)) ** 2
            case "relu":
                return max(a, 0.0), float(a > 0)
            case "identity":
                return a, 1.0
        raise ValueError(f"no activation called {activation}")

    both(0.0)
    h, grad, result = x, 1.0, []
    for _ in range(depth):
        h, slope = both(w * h)
        grad *= slope * w
        result.append(abs(grad))
    return np.array(result, dtype=float)
