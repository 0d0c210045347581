# ruff: noqa: F821 - softmax of the reference is in the same namespace
"""K.T turns the batch axes round as well"""

import math

import numpy as np

parts = ["q4.attention", "q4.multi_head"]
hint = "With batch axes use np.swapaxes(K, -1, -2), which swaps the last two axes only."


def attention(Q, K, V, mask=None):
    scores = Q @ K.T / math.sqrt(K.shape[-1])
    if mask is None:
        weights = softmax(scores, axis=-1)
    else:
        some = mask.any(axis=-1, keepdims=True)
        weights = softmax(np.where(mask | ~some, scores, -np.inf), axis=-1) * some
    return weights @ V, weights
