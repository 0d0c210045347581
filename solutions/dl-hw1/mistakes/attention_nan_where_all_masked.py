# ruff: noqa: F821 - softmax of the reference is in the same namespace
"""a query without any permitted key gives nan"""

import math

import numpy as np

parts = ["q4.attention"]
hint = "A row of nothing but -inf has no softmax (0/0 is nan). Set the weights of such a row to 0."


def attention(Q, K, V, mask=None):
    scores = Q @ np.swapaxes(K, -1, -2) / math.sqrt(K.shape[-1])
    if mask is not None:
        scores = np.where(mask, scores, -np.inf)
    with np.errstate(invalid="ignore"):
        weights = softmax(scores, axis=-1)
    return weights @ V, weights
