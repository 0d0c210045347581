import numpy as np


def predict(X, w, b):
    """Class of every row of X."""
    z = X @ w + b
    y = np.zeros(len(z), dtype=int)
    y[z >= 0] = 1
    return y


def train_perceptron(X, y, *, epochs, learning_rate=1.0):
    """The learning rule from the slides."""
    w = np.zeros(X.shape[1])
    b = 0.0
    m = np.zeros(epochs, dtype=int)
    for t in range(epochs):
        for k in range(X.shape[0]):
            prediction = predict(X[k : k + 1], w, b)[0]
            if prediction == 0 and y[k] == 1:
                w = w + learning_rate * X[k]
                b = b + learning_rate
                m[t] = m[t] + 1
            elif prediction == 1 and y[k] == 0:
                w = w - learning_rate * X[k]
                b = b - learning_rate
                m[t] = m[t] + 1
    return w, float(b), m


def sigma(z):
    """Logistic function, stable version: two formulas for two signs."""
    result = np.zeros(z.shape)
    for index in np.ndindex(z.shape):
        v = z[index]
        if v >= 0:
            result[index] = 1 / (1 + np.exp(-v))
        else:
            result[index] = np.exp(v) / (np.exp(v) + 1)
    return result


def forward(X, W1, b1, W2, b2):
    hidden = np.tanh(X @ W1 + b1)
    return sigma(hidden @ W2 + b2)[:, 0]


def gradients(X, y, W1, b1, W2, b2):
    n = X.shape[0]
    hidden = np.tanh(X @ W1 + b1)
    p = sigma(hidden @ W2 + b2)[:, 0]
    gW1, gb1 = np.zeros(np.shape(W1)), np.zeros(np.shape(b1))
    gW2, gb2 = np.zeros(np.shape(W2)), np.zeros(np.shape(b2))
    for k in range(n):
        # one sample after the other, then average
        e = (p[k] - y[k]) / n
        gW2[:, 0] += e * hidden[k]
        gb2 += e
        back = e * W2[:, 0] * (1 - hidden[k] ** 2)
        gW1 += np.outer(X[k], back)
        gb1 += back
    return {"W1": gW1, "b1": gb1, "W2": gW2, "b2": gb2}


def train_xor(seed):
    rng = np.random.default_rng(seed)
    X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    y = np.array([0, 1, 1, 0])
    W1 = rng.normal(size=(2, 8))
    b1 = rng.normal(size=8)
    W2 = rng.normal(size=(8, 1))
    b2 = np.zeros(1)
    for _ in range(800):
        g = gradients(X, y, W1, b1, W2, b2)
        W1, b1, W2, b2 = W1 - 2 * g["W1"], b1 - 2 * g["b1"], W2 - 2 * g["W2"], b2 - 2 * g["b2"]
    return W1, b1, W2, b2


name = input("Press Enter to see the training curve on XOR ")
print(train_perceptron(np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), np.array([0, 1, 1, 0]), epochs=20)[2])
