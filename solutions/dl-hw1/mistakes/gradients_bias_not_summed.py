# ruff: noqa: F821 - _sigmoid of the reference is in the same namespace
"""bias gradients are not summed over the rows"""

import numpy as np

parts = ["q1.gradients"]
hint = "A bias is added to every row, so its gradient is the sum over the rows: .sum(axis=0)."


def gradients(X, y, W1, b1, W2, b2):
    hidden = np.tanh(X @ W1 + b1)
    probability = _sigmoid(hidden @ W2 + b2)[:, 0]
    delta_out = ((probability - y) / len(y))[:, np.newaxis]
    delta_hidden = (delta_out @ W2.T) * (1 - hidden**2)
    return {
        "W1": X.T @ delta_hidden,
        "b1": delta_hidden,
        "W2": hidden.T @ delta_out,
        "b2": delta_out,
    }
