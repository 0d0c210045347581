# shared by q1 and q2
import numpy as np


def expit(z):
    z = np.asarray(z, dtype=float)
    big = np.exp(-np.abs(z))
    return np.where(z < 0, big, 1.0) / (1.0 + big)


def accuracy(p, y):
    return np.mean((np.asarray(p) > 0.5) == np.asarray(y))
