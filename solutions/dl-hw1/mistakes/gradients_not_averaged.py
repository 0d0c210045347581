# ruff: noqa: F821 - _sigmoid of the reference is in the same namespace
"""gradients of the sum of the losses, not of their mean"""

import numpy as np

parts = ["q1.gradients"]
hint = "The loss is a mean over the rows: divide by the number of rows."
public = True


def gradients(X, y, W1, b1, W2, b2):
    hidden = np.tanh(X @ W1 + b1)
    probability = _sigmoid(hidden @ W2 + b2)[:, 0]
    delta_out = (probability - y)[:, np.newaxis]
    delta_hidden = (delta_out @ W2.T) * (1 - hidden**2)
    return {
        "W1": X.T @ delta_hidden,
        "b1": delta_hidden.sum(axis=0),
        "W2": hidden.T @ delta_out,
        "b2": delta_out.sum(axis=0),
    }
