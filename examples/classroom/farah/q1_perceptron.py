"""Q1. Farah"""
import numpy as np

XOR_X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=float)
XOR_Y = np.array([0, 1, 1, 0], dtype=float)


def predict(X, w, b):
    score = np.matmul(X, w) + b
    return np.heaviside(score, 1).astype(int)  # heaviside(0, 1) = 1, the boundary belongs to class 1


def train_perceptron(X, y, *, epochs, learning_rate=1.0):
    w, b = np.zeros(X.shape[1]), 0.0
    mistakes = np.zeros(epochs, int)
    epoch = 0
    while epoch < epochs:
        i = 0
        while i < len(X):
            error = int(y[i]) - int(np.dot(w, X[i]) + b >= 0)
            w = w + learning_rate * error * X[i]
            b = b + learning_rate * error
            mistakes[epoch] += abs(error)
            i += 1
        epoch += 1
    return w, float(b), mistakes


def logistic(v):
    return np.piecewise(
        np.asarray(v, dtype=float),
        [v >= 0, v < 0],
        [lambda t: 1 / (1 + np.exp(-t)), lambda t: np.exp(t) / (1 + np.exp(t))],
    )


def hidden_layer(X, W1, b1):
    return np.tanh(np.matmul(X, W1) + b1)


def forward(X, W1, b1, W2, b2):
    return logistic(np.matmul(hidden_layer(X, W1, b1), W2) + b2).squeeze(axis=1)


def gradients(X, y, W1, b1, W2, b2):
    H = hidden_layer(X, W1, b1)
    error = forward(X, W1, b1, W2, b2) - y
    m = error.size
    # average over the samples with einsum: n = sample, i = input, h = hidden unit
    back = np.einsum("n,h,nh->nh", error, W2[:, 0], 1 - np.square(H))
    return {
        "W1": np.einsum("ni,nh->ih", X, back) / m,
        "b1": back.mean(axis=0),
        "W2": (np.einsum("nh,n->h", H, error) / m)[:, None],
        "b2": np.array([error.mean()]),
    }


def train_xor(seed):
    best = None
    rng = np.random.default_rng(seed)
    # start again when the training got stuck
    for attempt in range(5):
        W1, b1 = rng.uniform(-2, 2, (2, 6)), rng.uniform(-1, 1, 6)
        W2, b2 = rng.uniform(-2, 2, (6, 1)), np.zeros(1)
        for _ in range(1500):
            g = gradients(XOR_X, XOR_Y, W1, b1, W2, b2)
            W1, b1, W2, b2 = W1 - g["W1"], b1 - g["b1"], W2 - g["W2"], b2 - g["b2"]
        best = (W1, b1, W2, b2)
        if np.array_equal(forward(XOR_X, *best) > 0.5, XOR_Y == 1):
            break
    return best
