"""Question 1 in plain loops, as a beginner writes it."""

import math
import random

import numpy as np


def predict(X, w, b):
    out = []
    for row in X:
        s = b
        for j in range(len(w)):
            s += row[j] * w[j]
        if s < 0:
            out.append(0)
        else:
            out.append(1)
    return np.array(out)


def train_perceptron(X, y, *, epochs, learning_rate=1.0):
    n, d = X.shape
    w = [0.0] * d
    b = 0.0
    mistakes = []
    for _ in range(epochs):
        wrong = 0
        for i in range(n):
            s = b + sum(w[j] * X[i][j] for j in range(d))
            p = 1 if s >= 0 else 0
            if p == 1 and y[i] == 0:
                w = [w[j] - learning_rate * X[i][j] for j in range(d)]
                b -= learning_rate
                wrong += 1
            elif p == 0 and y[i] == 1:
                w = [w[j] + learning_rate * X[i][j] for j in range(d)]
                b += learning_rate
                wrong += 1
        mistakes.append(wrong)
    return np.array(w), b, np.array(mistakes)


def sigmoid(z):
    if z < -700:
        return 0.0
    return 1 / (1 + math.exp(-z))


def forward(X, W1, b1, W2, b2):
    out = np.zeros(len(X))
    for i in range(len(X)):
        z = float(b2[0])
        for k in range(len(b1)):
            a = float(b1[k])
            for j in range(X.shape[1]):
                a += float(X[i, j]) * float(W1[j, k])
            z += math.tanh(a) * float(W2[k, 0])
        out[i] = sigmoid(z)
    return out


def gradients(X, y, W1, b1, W2, b2):
    n, d = X.shape
    h = len(b1)
    p = forward(X, W1, b1, W2, b2)
    dW1, db1, dW2, db2 = np.zeros((d, h)), np.zeros(h), np.zeros((h, 1)), np.zeros(1)
    for i in range(n):
        err = (p[i] - y[i]) / n
        db2[0] += err
        for k in range(h):
            a = math.tanh(float(np.dot(X[i], W1[:, k]) + b1[k]))
            dW2[k, 0] += err * a
            back = err * W2[k, 0] * (1 - a * a)
            db1[k] += back
            for j in range(d):
                dW1[j, k] += back * X[i, j]
    return {"b2": db2, "b1": db1, "W2": dW2, "W1": dW1}


def train_xor(seed):
    random.seed(seed)
    X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    y = [0, 1, 1, 0]
    W1 = np.array([[random.uniform(-1, 1) for _ in range(6)] for _ in range(2)])
    b1 = np.array([random.uniform(-1, 1) for _ in range(6)])
    W2 = np.array([[random.uniform(-1, 1)] for _ in range(6)])
    b2 = np.zeros(1)
    for _ in range(400):
        g = gradients(X, y, W1, b1, W2, b2)
        W1 -= 2 * g["W1"]
        b1 -= 2 * g["b1"]
        W2 -= 2 * g["W2"]
        b2 -= 2 * g["b2"]
    return W1, b1, W2, b2
