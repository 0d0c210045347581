# ruff: noqa: F821 - softmax of the reference is in the same namespace
"""the mask is read the wrong way round"""

import math

import numpy as np

parts = ["q4.attention", "q4.multi_head"]
hint = "True means 'may attend'. Forbid the keys where the mask is False."
public = True


def attention(Q, K, V, mask=None):
    scores = Q @ np.swapaxes(K, -1, -2) / math.sqrt(K.shape[-1])
    if mask is None:
        weights = softmax(scores, axis=-1)
    else:
        mask = ~mask
        some = mask.any(axis=-1, keepdims=True)
        weights = softmax(np.where(mask | ~some, scores, -np.inf), axis=-1) * some
    return weights @ V, weights
