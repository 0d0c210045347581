import warnings

import numpy as np

from mylib.maths import logistic, note, old_name

warnings.simplefilter("always")


def predict(X, w, b):
    note(f"predicting {len(X)} rows")
    return np.greater_equal(X @ w, -b).astype(int)


def train_perceptron(X, y, *, epochs, learning_rate=1.0):
    w, b = np.zeros(X.shape[1]), 0.0
    mistakes = np.zeros(epochs, dtype=int)
    for epoch in range(epochs):
        for x, t in zip(X, y):
            out = 1 if x @ w + b >= 0 else 0
            if out != t:
                w, b = w + learning_rate * (t - out) * x, b + learning_rate * (t - out)
                mistakes[epoch] += 1
    if mistakes[-1]:
        warnings.warn("the perceptron has not converged, maybe the data cannot be separated", RuntimeWarning)
    return w, float(b), mistakes


def forward(X, W1, b1, W2, b2):
    hidden = np.tanh(X @ W1 + b1)
    return old_name(hidden @ W2 + b2).ravel()


def gradients(X, y, W1, b1, W2, b2):
    hidden = np.tanh(X @ W1 + b1)
    p = logistic(hidden @ W2 + b2).ravel()
    # only to look at the loss, this is log(0) sometimes
    loss = -np.mean(np.where(y == 1, np.log(p), np.log(1 - p)))
    note(f"loss {loss}")
    delta = (p - y)[:, np.newaxis] / len(y)
    back = delta @ W2.T * (1 - hidden**2)
    return {"W1": X.T @ back, "b1": back.sum(axis=0), "W2": hidden.T @ delta, "b2": delta.sum(axis=0)}


def train_xor(seed):
    rng = np.random.default_rng(seed)
    X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    y = np.array([0.0, 1.0, 1.0, 0.0])
    W1, b1 = rng.normal(size=(2, 8)), rng.normal(size=8)
    W2, b2 = rng.normal(size=(8, 1)), np.zeros(1)
    for _ in range(600):
        g = gradients(X, y, W1, b1, W2, b2)
        W1, b1, W2, b2 = W1 - 2 * g["W1"], b1 - 2 * g["b1"], W2 - 2 * g["W2"], b2 - 2 * g["b2"]
    return W1, b1, W2, b2
