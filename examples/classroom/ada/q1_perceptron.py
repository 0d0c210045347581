"""Homework 1, question 1 - Ada."""
import numpy as np

from activations import sigmoid


def predict(X, w, b):
    """1 where the score is on or above the boundary, else 0."""
    return (np.asarray(X) @ np.asarray(w) + b >= 0).astype(int)


def train_perceptron(X, y, *, epochs, learning_rate=1.0):
    X = np.asarray(X, dtype=float)
    y = np.asarray(y)
    w = np.zeros(X.shape[1])
    b = 0.0
    mistakes = np.zeros(epochs, dtype=int)
    for epoch in range(epochs):
        for row, target in zip(X, y):
            guess = 1 if row @ w + b >= 0 else 0
            if guess != target:
                step = learning_rate * (target - guess)
                w = w + step * row
                b = b + step
                mistakes[epoch] += 1
    return w, float(b), mistakes


def forward(X, W1, b1, W2, b2):
    hidden = np.tanh(X @ W1 + b1)
    return sigmoid(hidden @ W2 + b2)[:, 0]


def gradients(X, y, W1, b1, W2, b2):
    """Backpropagation by hand for the mean binary cross-entropy."""
    X = np.asarray(X)
    n = len(X)
    hidden = np.tanh(X @ W1 + b1)
    p = sigmoid(hidden @ W2 + b2)
    # for sigmoid + cross-entropy the derivative by the logit is p - y
    d_logit = (p - np.asarray(y)[:, None]) / n
    d_hidden = d_logit @ W2.T * (1 - hidden**2)
    return {
        "W1": X.T @ d_hidden,
        "b1": d_hidden.sum(axis=0),
        "W2": hidden.T @ d_logit,
        "b2": d_logit.sum(axis=0),
    }


def train_xor(seed):
    rng = np.random.default_rng(seed)
    X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    y = np.array([0, 1, 1, 0])
    params = {
        "W1": rng.normal(size=(2, 8)),
        "b1": rng.normal(size=8),
        "W2": rng.normal(size=(8, 1)),
        "b2": np.zeros(1),
    }
    for _ in range(1500):
        grads = gradients(X, y, **params)
        for key in params:
            params[key] = params[key] - 1.0 * grads[key]
    return params["W1"], params["b1"], params["W2"], params["b2"]


if __name__ == "__main__":
    X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    print(train_perceptron(X, np.array([0, 0, 0, 1]), epochs=10))
    for seed in range(20):
        print(seed, np.round(forward(X, *train_xor(seed)), 3))
