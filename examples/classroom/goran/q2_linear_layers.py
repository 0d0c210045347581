import numpy as np
from nn_math import expit


def collapse(layers):
    if len(layers) == 0:
        raise ValueError("layers is empty")
    n_in = np.shape(layers[0][0])[1]
    W_all = np.eye(n_in)
    b_all = np.zeros(n_in)
    for k, (W, b) in enumerate(layers):
        if np.shape(W)[1] != W_all.shape[0]:
            raise ValueError(f"layer {k} expects {np.shape(W)[1]} inputs but gets {W_all.shape[0]}")
        if np.shape(b) != (np.shape(W)[0],):
            raise ValueError(f"layer {k} has a bias of the wrong size")
        W_all = W @ W_all
        b_all = W @ b_all + b
    return W_all, b_all


def gradient_by_depth(activation, depth, x, w):
    names = ("sigmoid", "tanh", "relu", "identity")
    if activation not in names:
        raise ValueError("activation must be one of " + ", ".join(names))

    # forward, remember every pre-activation
    pre = []
    h = float(x)
    for n in range(depth):
        a = w * h
        pre.append(a)
        if activation == "sigmoid":
            h = float(expit(a))
        elif activation == "tanh":
            h = float(np.tanh(a))
        elif activation == "relu":
            h = a if a > 0 else 0.0
        else:
            h = a

    # derivative of h_n: product of the first n factors
    out = np.zeros(depth)
    for n in range(1, depth + 1):
        prod = 1.0
        for a in pre[:n]:
            if activation == "sigmoid":
                d = float(expit(a) * expit(-a))
            elif activation == "tanh":
                d = 1.0 - float(np.tanh(a)) ** 2
            elif activation == "relu":
                d = 1.0 if a > 0 else 0.0
            else:
                d = 1.0
            prod = prod * d * w
        out[n - 1] = abs(prod)
    return out
