import numpy as np


def _sig(t):
    pos = t >= 0
    out = np.empty_like(t, dtype=float)
    out[pos] = 1.0 / (1.0 + np.exp(-t[pos]))
    et = np.exp(t[~pos])
    out[~pos] = et / (1.0 + et)
    return out


def predict(X, w, b):
    return np.where(X @ w + b < 0, 0, 1)


def train_perceptron(X, y, *, epochs, learning_rate=1.0):
    w, b, log = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        updates = 0
        for xi, yi in zip(X, y):
            delta = yi - predict(xi[None, :], w, b)[0]
            if delta:
                w = w + learning_rate * delta * xi
                b += learning_rate * delta
                updates += 1
        log.append(updates)
    return w, float(b), np.array(log, dtype=int)


def _layers(X, W1, b1, W2, b2):
    H = np.tanh(X @ W1 + b1)
    return H, _sig(H @ W2 + b2)


def forward(X, W1, b1, W2, b2):
    return _layers(X, W1, b1, W2, b2)[1].ravel()


def gradients(X, y, W1, b1, W2, b2):
    H, P = _layers(X, W1, b1, W2, b2)
    dZ2 = (P - y.reshape(P.shape)) / len(y)
    dZ1 = (dZ2 @ W2.T) * (1 - H**2)
    return dict(W1=X.T @ dZ1, b1=dZ1.sum(0), W2=H.T @ dZ2, b2=dZ2.sum(0))


def train_xor(seed):
    """Plain gradient descent with momentum, 16 hidden units."""
    r = np.random.RandomState(seed)
    X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], float)
    y = np.array([0, 1, 1, 0], float)
    theta = [r.randn(2, 16), r.randn(16), 0.5 * r.randn(16, 1), np.zeros(1)]
    vel = [np.zeros_like(t) for t in theta]
    for step in range(1000):
        g = gradients(X, y, *theta)
        for j, k in enumerate(["W1", "b1", "W2", "b2"]):
            vel[j] = 0.9 * vel[j] - 0.2 * g[k]
            theta[j] = theta[j] + vel[j]
    return tuple(theta)
