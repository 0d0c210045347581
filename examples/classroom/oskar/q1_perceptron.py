import numpy as np


def predict(X, w, b):
    return (X @ w + b >= 0).astype(int)


def train_perceptron(X, y, *, epochs, learning_rate=1.0):
    w = np.zeros(X.shape[1])
    b = 0.0
    mistakes = []
    for _ in range(epochs):
        m = 0
        for x_i, y_i in zip(X, y):
            d = y_i - (1 if x_i @ w + b >= 0 else 0)
            if d != 0:
                w = w + learning_rate * d * x_i
                b = b + learning_rate * d
                m = m + 1
        mistakes.append(m)
    return w, float(b), np.array(mistakes, dtype=int)


def sigmoid(z):
    return np.exp(z) / (1 + np.exp(z))


def forward(X, W1, b1, W2, b2):
    h = np.tanh(X @ W1 + b1)
    return sigmoid(h @ W2 + b2)[:, 0]


def gradients(X, y, W1, b1, W2, b2):
    N = len(y)
    h = np.tanh(X @ W1 + b1)
    p = sigmoid(h @ W2 + b2)
    t = y.reshape(-1, 1)
    # L = -1/N sum( t log p + (1-t) log(1-p) ), step by step with the chain rule
    dL_dp = (-t / p + (1 - t) / (1 - p)) / N
    dp_dz = p * (1 - p)
    dz = dL_dp * dp_dz
    dW2 = h.T @ dz
    db2 = dz.sum(axis=0)
    dh = dz @ W2.T
    da = dh * (1 - h**2)
    dW1 = X.T @ da
    db1 = da.sum(axis=0)
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}


def train_xor(seed):
    rng = np.random.default_rng(seed)
    X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    y = np.array([0, 1, 1, 0])
    W1, b1 = rng.normal(size=(2, 8)), rng.normal(size=8)
    W2, b2 = rng.normal(size=(8, 1)), np.zeros(1)
    for _ in range(1500):
        g = gradients(X, y, W1, b1, W2, b2)
        W1, b1, W2, b2 = W1 - g["W1"], b1 - g["b1"], W2 - g["W2"], b2 - g["b2"]
    return W1, b1, W2, b2
