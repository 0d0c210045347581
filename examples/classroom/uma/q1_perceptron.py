import numpy as np
from my_funcs import sigmiod


def predict(X, w, b):
    reslt = np.zeros(X.shape[0], dtype=int)
    for n in range(X.shape[0]):
        if np.sum(X[n] * w) + b >= 0:
            reslt[n] = 1
    return reslt


def train_perceptron(X, y, *, epochs, learning_rate=1.0):
    wieghts = np.zeros(X.shape[1])
    bais = 0.0
    mistaks = np.zeros(epochs, dtype=int)
    for epok in range(epochs):
        for n in range(X.shape[0]):
            predicton = predict(X[n:n+1], wieghts, bais)[0]
            wieghts = wieghts + learning_rate * (y[n] - predicton) * X[n]
            bais = bais + learning_rate * (y[n] - predicton)
            mistaks[epok] += predicton != y[n]
    return wieghts, float(bais), mistaks


def forward(X, W1, b1, W2, b2):
    hiden = np.tanh(X @ W1 + b1)
    return sigmiod((hiden @ W2 + b2)[:, 0])


def gradients(X, y, W1, b1, W2, b2):
    N = X.shape[0]
    hiden = np.tanh(X @ W1 + b1)
    eror = sigmiod(hiden @ W2 + b2) - y.reshape(N, 1)
    grad = dict()
    grad["W2"] = hiden.T @ eror / N
    grad["b2"] = np.mean(eror, axis=0)
    hiden_eror = (eror @ W2.T) * (1 - hiden ** 2)
    grad["W1"] = X.T @ hiden_eror / N
    grad["b1"] = np.mean(hiden_eror, axis=0)
    return grad


def train_xor(seed):
    rnd = np.random.RandomState(seed)
    X = np.array([[0., 0.], [0., 1.], [1., 0.], [1., 1.]])
    y = np.array([0., 1., 1., 0.])
    W1 = rnd.normal(0, 1.5, (2, 8)); b1 = rnd.normal(0, 1.0, 8)
    W2 = rnd.normal(0, 1.0, (8, 1)); b2 = np.zeros(1)
    for i in range(1800):
        g = gradients(X, y, W1, b1, W2, b2)
        W1 = W1 - 0.9*g["W1"]; b1 = b1 - 0.9*g["b1"]; W2 = W2 - 0.9*g["W2"]; b2 = b2 - 0.9*g["b2"]
    return (W1, b1, W2, b2)
