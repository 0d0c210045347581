import numpy as np
import sys


def predict(X, w, b):
    z = b
    for j in range(X.shape[1]):
        z = z + w[j] * X[:, j]
    return 1 * (z >= 0)


def train_perceptron(X, y, *, epochs, learning_rate=1.0):
    # bias as an additional weight with constant input 1
    Xb = np.hstack([X, np.ones((X.shape[0], 1))])
    v = np.zeros(Xb.shape[1])
    errors_per_epoch = np.zeros(epochs, dtype=np.int64)
    for ep in range(epochs):
        for inp, lab in zip(Xb, y):
            o = 1 if inp @ v >= 0 else 0
            if o != lab:
                v += learning_rate * (lab - o) * inp
                errors_per_epoch[ep] += 1
    return v[:-1], float(v[-1]), errors_per_epoch


def forward(X, W1, b1, W2, b2):
    t = np.tanh(X @ W1 + b1) @ W2 + b2
    t = t.reshape(len(t))
    return np.where(t > 0, 1 / (1 + np.exp(-np.abs(t))), 1 - 1 / (1 + np.exp(-np.abs(t))))


def gradients(X, y, W1, b1, W2, b2):
    N = len(X)
    H = np.tanh(X @ W1 + b1)
    r = (forward(X, W1, b1, W2, b2) - y)[:, None] / N
    D = r @ W2.T * (1 - H * H)
    ones = np.ones(N)
    return {"W1": X.T @ D, "b1": ones @ D, "W2": H.T @ r, "b2": ones @ r}


def train_xor(seed):
    gen = np.random.default_rng(seed)
    X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    y = X[:, 0] ^ X[:, 1]
    p = {"W1": gen.normal(size=(2, 9)), "b1": gen.normal(size=9), "W2": gen.normal(size=(9, 1)), "b2": gen.normal(size=1)}
    # adam, because plain gradient descent was boring
    m = {k: 0 for k in p}
    v = {k: 0 for k in p}
    for t in range(1, 501):
        g = gradients(X, y, **p)
        for k in p:
            m[k] = 0.9 * m[k] + 0.1 * g[k]
            v[k] = 0.999 * v[k] + 0.001 * g[k] ** 2
            p[k] = p[k] - 0.05 * (m[k] / (1 - 0.9**t)) / (np.sqrt(v[k] / (1 - 0.999**t)) + 1e-8)
    return p["W1"], p["b1"], p["W2"], p["b2"]


if len(sys.argv) > 1 and sys.argv[1] == "demo":
    print(train_xor(0))
    sys.exit()
