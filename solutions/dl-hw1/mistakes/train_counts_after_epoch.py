# ruff: noqa: F821 - predict of the reference is in the same namespace
"""mistakes are counted after the epoch, not while it runs"""

import numpy as np

parts = ["q1.train"]
hint = "mistakes[e] is the number of updates made during epoch e: count one with every update."


def train_perceptron(X, y, *, epochs, learning_rate=1.0):
    w = np.zeros(X.shape[1])
    b = 0.0
    mistakes = np.zeros(epochs, dtype=int)
    for epoch in range(epochs):
        for x, label in zip(X, y, strict=True):
            error = label - predict(x[np.newaxis], w, b)[0]
            w = w + learning_rate * error * x
            b = b + learning_rate * error
        mistakes[epoch] = (predict(X, w, b) != y).sum()
    return w, float(b), mistakes
