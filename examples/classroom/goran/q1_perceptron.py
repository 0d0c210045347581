import numpy as np
from nn_math import expit, accuracy


def predict(X, w, b):
    return np.array([int(sum(wi * xi for wi, xi in zip(w, row)) + b >= 0) for row in X])


def train_perceptron(X, y, *, epochs, learning_rate=1.0):
    w = [0.0] * len(X[0])
    b = 0.0
    mistakes = []
    for epoch in range(epochs):
        wrong = 0
        for row, label in zip(X, y):
            out = 1 if sum(wi * xi for wi, xi in zip(w, row)) + b >= 0 else 0
            diff = learning_rate * (label - out)
            if label != out:
                w = [wi + diff * xi for wi, xi in zip(w, row)]
                b += diff
                wrong += 1
        mistakes.append(wrong)
    return np.array(w), float(b), np.array(mistakes, dtype=int)


def forward(X, W1, b1, W2, b2):
    A1 = np.tanh(X @ W1 + b1)
    A2 = expit(A1 @ W2 + b2)
    return A2[:, 0]


def gradients(X, y, W1, b1, W2, b2):
    A1 = np.tanh(X @ W1 + b1)
    A2 = expit(A1 @ W2 + b2)
    # dL/dz = p - y  (sigmoid and cross entropy cancel nicely)
    dZ2 = A2 - y.reshape(-1, 1)
    dW2 = A1.T @ dZ2
    db2 = dZ2.sum(axis=0)
    dZ1 = (dZ2 @ W2.T) * (1.0 - A1 * A1)
    dW1 = X.T @ dZ1
    db1 = dZ1.sum(axis=0)
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}


def train_xor(seed):
    rng = np.random.default_rng(seed)
    X = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]])
    y = np.array([0, 1, 1, 0])
    W1, b1, W2, b2 = rng.normal(size=(2, 8)), rng.normal(size=8), rng.normal(size=(8, 1)), np.zeros(1)
    for epoch in range(2000):
        grad = gradients(X, y, W1, b1, W2, b2)
        # 0.5 was unstable for me so I took a smaller step
        W1 = W1 - 0.2 * grad["W1"]
        b1 = b1 - 0.2 * grad["b1"]
        W2 = W2 - 0.2 * grad["W2"]
        b2 = b2 - 0.2 * grad["b2"]
    return W1, b1, W2, b2


if __name__ == "__main__":
    X = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]])
    y = np.array([0, 1, 1, 0])
    for s in range(30):
        print("seed", s, "accuracy", accuracy(forward(X, *train_xor(s)), y))
