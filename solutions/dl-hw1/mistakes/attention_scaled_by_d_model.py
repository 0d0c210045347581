# ruff: noqa: F821 - softmax of the reference is in the same namespace
"""attention scores scaled by the width of the values, not of the keys"""

import math

import numpy as np

parts = ["q4.attention"]
hint = "d_k is the width of the keys: K.shape[-1], not V.shape[-1] or d_model."
public = True


def attention(Q, K, V, mask=None):
    scores = Q @ np.swapaxes(K, -1, -2) / math.sqrt(V.shape[-1])
    if mask is None:
        weights = softmax(scores, axis=-1)
    else:
        some = mask.any(axis=-1, keepdims=True)
        weights = softmax(np.where(mask | ~some, scores, -np.inf), axis=-1) * some
    return weights @ V, weights
