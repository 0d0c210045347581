import numpy as np

# HW1 Q1, Bilal


def predict(X, w, b):
    res = []
    for i in range(X.shape[0]):
        s = np.dot(X[i], w) + b
        if s > 0:
            res.append(1)
        else:
            res.append(0)
    return np.array(res)


def train_perceptron(X, y, *, epochs, learning_rate=1.0):
    n, m = X.shape
    w = np.zeros(m)
    b = 0.0
    mistakes = []
    for e in range(epochs):
        count = 0
        for i in range(n):
            s = np.dot(X[i], w) + b
            p = 1 if s >= 0 else 0
            err = y[i] - p
            if err != 0:
                w = w + learning_rate * err * X[i]
                b = b + learning_rate * err
                count += 1
        mistakes.append(count)
    return w, float(b), np.array(mistakes, dtype=int)


def sigmoid(z):
    # clip so that exp does not blow up (found this online)
    z = np.clip(z, -700, 700)
    return 1.0 / (1.0 + np.exp(-z))


def forward(X, W1, b1, W2, b2):
    h = np.tanh(np.dot(X, W1) + b1)
    out = sigmoid(np.dot(h, W2) + b2)
    return out.reshape(-1)


def gradients(X, y, W1, b1, W2, b2):
    N = X.shape[0]
    h = np.tanh(np.dot(X, W1) + b1)
    p = sigmoid(np.dot(h, W2) + b2).reshape(-1)
    d2 = ((p - y) / N).reshape(-1, 1)
    gW2 = np.dot(h.T, d2)
    gb2 = d2.sum(axis=0)
    d1 = np.dot(d2, W2.T) * (1 - h * h)
    gW1 = np.dot(X.T, d1)
    gb1 = d1.sum(axis=0)
    return {"W1": gW1, "b1": gb1, "W2": gW2, "b2": gb2}


def train_xor(seed):
    np.random.seed(seed)
    X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    y = np.array([0, 1, 1, 0])
    W1 = np.random.randn(2, 10)
    b1 = np.zeros(10)
    W2 = np.random.randn(10, 1)
    b2 = np.zeros(1)
    for it in range(3000):
        g = gradients(X, y, W1, b1, W2, b2)
        W1 = W1 - 0.5 * g["W1"]
        b1 = b1 - 0.5 * g["b1"]
        W2 = W2 - 0.5 * g["W2"]
        b2 = b2 - 0.5 * g["b2"]
    return W1, b1, W2, b2
