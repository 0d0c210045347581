# ruff: noqa: F821 - predict of the reference is in the same namespace
"""correct rows are updated too"""

import numpy as np

parts = ["q1.train"]
hint = "Update only where the prediction is wrong: the factor is y - prediction, which is 0 for a correct row."
public = True


def train_perceptron(X, y, *, epochs, learning_rate=1.0):
    w = np.zeros(X.shape[1])
    b = 0.0
    mistakes = np.zeros(epochs, dtype=int)
    for epoch in range(epochs):
        for x, label in zip(X, y, strict=True):
            sign = 2 * label - 1
            mistakes[epoch] += label != predict(x[np.newaxis], w, b)[0]
            w = w + learning_rate * sign * x
            b = b + learning_rate * sign
    return w, float(b), mistakes
