# ruff: noqa: F821 - _sigmoid of the reference is in the same namespace
"""the slope of tanh is missing"""

import numpy as np

parts = ["q1.gradients", "q1.train_xor"]
hint = "On the way back through the hidden layer multiply by 1 - tanh(z) ** 2."
public = True


def gradients(X, y, W1, b1, W2, b2):
    hidden = np.tanh(X @ W1 + b1)
    probability = _sigmoid(hidden @ W2 + b2)[:, 0]
    delta_out = ((probability - y) / len(y))[:, np.newaxis]
    delta_hidden = delta_out @ W2.T
    return {
        "W1": X.T @ delta_hidden,
        "b1": delta_hidden.sum(axis=0),
        "W2": hidden.T @ delta_out,
        "b2": delta_out.sum(axis=0),
    }
