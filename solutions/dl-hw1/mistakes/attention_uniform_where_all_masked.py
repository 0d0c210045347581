# ruff: noqa: F821 - softmax of the reference is in the same namespace
"""a query without any permitted key attends to every key"""

import math

import numpy as np

parts = ["q4.attention"]
hint = "If all scores of a row are the same -1e9, the softmax spreads evenly over them. Set the weights of such a row to 0."


def attention(Q, K, V, mask=None):
    scores = Q @ np.swapaxes(K, -1, -2) / math.sqrt(K.shape[-1])
    if mask is not None:
        scores = np.where(mask, scores, -1e9)
    weights = softmax(scores, axis=-1)
    return weights @ V, weights
