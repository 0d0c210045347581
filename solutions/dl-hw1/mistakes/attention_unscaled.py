# ruff: noqa: F821 - softmax of the reference is in the same namespace
"""attention scores that are not scaled"""

import numpy as np

parts = ["q4.attention", "q4.multi_head"]
hint = "Divide Q @ K^T by the square root of d_k before the softmax."
public = True


def attention(Q, K, V, mask=None):
    scores = Q @ np.swapaxes(K, -1, -2)
    if mask is None:
        weights = softmax(scores, axis=-1)
    else:
        some = mask.any(axis=-1, keepdims=True)
        weights = softmax(np.where(mask | ~some, scores, -np.inf), axis=-1) * some
    return weights @ V, weights
