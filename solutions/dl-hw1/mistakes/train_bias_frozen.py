# ruff: noqa: F821 - predict of the reference is in the same namespace
"""the bias is never updated"""

import numpy as np

parts = ["q1.train"]
hint = "The bias learns as the weights do: b += learning_rate * (y - prediction)."
public = True


def train_perceptron(X, y, *, epochs, learning_rate=1.0):
    w = np.zeros(X.shape[1])
    b = 0.0
    mistakes = np.zeros(epochs, dtype=int)
    for epoch in range(epochs):
        for x, label in zip(X, y, strict=True):
            error = label - predict(x[np.newaxis], w, b)[0]
            if error != 0:
                w = w + learning_rate * error * x
                mistakes[epoch] += 1
    return w, float(b), mistakes
