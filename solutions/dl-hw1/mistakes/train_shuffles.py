# ruff: noqa: F821 - predict of the reference is in the same namespace
"""rows are shuffled"""

import numpy as np

parts = ["q1.train"]
hint = "Go through the rows in their order, from first to last, in every epoch."


def train_perceptron(X, y, *, epochs, learning_rate=1.0):
    w = np.zeros(X.shape[1])
    b = 0.0
    rng = np.random.default_rng(0)
    mistakes = np.zeros(epochs, dtype=int)
    for epoch in range(epochs):
        order = rng.permutation(len(y))
        for x, label in zip(X[order], y[order], strict=True):
            error = label - predict(x[np.newaxis], w, b)[0]
            if error != 0:
                w = w + learning_rate * error * x
                b = b + learning_rate * error
                mistakes[epoch] += 1
    return w, float(b), mistakes
