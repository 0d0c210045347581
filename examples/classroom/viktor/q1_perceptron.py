import numpy as np


def predict(X, w, b):
    # perceptron, linear classifier, hyperplane, threshold
    return np.array([1, 1, 0])


def train_perceptron(X, y, *, epochs, learning_rate=1.0):
    # Rosenblatt, learning rule, convergence, Novikoff
    return np.array([1.0]), -1.0, np.array([1, 0, 0])


def forward(X, W1, b1, W2, b2):
    # tanh, sigmoid, hidden layer, activation
    raise NotImplementedError


def gradients(X, y, W1, b1, W2, b2):
    # backpropagation, chain rule, cross entropy
    raise NotImplementedError


def train_xor(seed):
    # gradient descent, optimisation, Adam
    raise NotImplementedError
