# ruff: noqa: F821 - softmax of the reference is in the same namespace
"""the softmax of attention runs over the queries"""

import math

import numpy as np

parts = ["q4.attention", "q4.multi_head"]
hint = "Each query spreads its attention over the keys: take the softmax along the last axis of the scores."
public = True
patterns = ["softmax(_, axis=-2)", "softmax(_, axis=0)"]


def attention(Q, K, V, mask=None):
    scores = Q @ np.swapaxes(K, -1, -2) / math.sqrt(K.shape[-1])
    if mask is not None:
        some = mask.any(axis=-2, keepdims=True)
        scores = np.where(mask | ~some, scores, -np.inf)
    weights = softmax(scores, axis=-2)
    return weights @ V, weights
