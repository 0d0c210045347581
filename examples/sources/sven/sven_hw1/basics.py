"""Things that all four questions use."""
import numpy as np


def require(condition, message):
    if not condition:
        raise ValueError(message)


def sigmoid(z):
    """1 / (1 + exp(-z)) for arrays and numbers."""
    small = np.exp(-np.absolute(z))
    return np.where(np.asarray(z) < 0, small, 1.0) / (1.0 + small)


def frequencies(d, base):
    """One frequency for each pair of columns."""
    require(d % 2 == 0, f"{d} columns cannot be paired")
    return np.array([base ** (-2 * i / d) for i in range(d // 2)])
