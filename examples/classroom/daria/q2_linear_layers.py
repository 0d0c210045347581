import numpy as np


def collapse(layers):
    if not len(layers):
        raise ValueError("need at least one layer")

    W_total, b_total = layers[0]
    W_total, b_total = np.asarray(W_total, dtype=float), np.asarray(b_total, dtype=float)
    if len(b_total) != W_total.shape[0]:
        raise ValueError("bias does not fit")

    for W, b in layers[1:]:
        W, b = np.asarray(W, dtype=float), np.asarray(b, dtype=float)
        if W.shape[1] != W_total.shape[0] or len(b) != W.shape[0]:
            raise ValueError("layers do not fit together")
        W_total = W.dot(W_total)
        b_total = W.dot(b_total) + b

    return W_total, b_total


def gradient_by_depth(activation, depth, x, w):
    if activation == "sigmoid":
        f = lambda a: 0.5 * (1 + np.tanh(0.5 * a))
        df = lambda a: f(a) * (1 - f(a))
    elif activation == "tanh":
        f = np.tanh
        df = lambda a: 1 - np.tanh(a) ** 2
    elif activation == "relu":
        f = lambda a: a if a > 0 else 0.0
        df = lambda a: 1.0 if a > 0 else 0.0
    elif activation == "identity":
        f = lambda a: a
        df = lambda a: 1.0
    else:
        raise ValueError("I do not know the activation " + str(activation))

    result = []
    h = x
    g = 1.0
    for n in range(1, depth + 1):
        a = w * h
        g = g * df(a) * w
        h = f(a)
        result.append(np.abs(g))
    return np.array(result)
