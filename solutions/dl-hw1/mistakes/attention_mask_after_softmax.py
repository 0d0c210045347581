# ruff: noqa: F821 - softmax of the reference is in the same namespace
"""the mask is applied after the softmax"""

import math

import numpy as np

parts = ["q4.attention", "q4.multi_head"]
hint = "Weights that are set to zero after the softmax no longer sum to 1. Set the scores to -inf before it."
public = True


def attention(Q, K, V, mask=None):
    weights = softmax(Q @ np.swapaxes(K, -1, -2) / math.sqrt(K.shape[-1]))
    if mask is not None:
        weights = weights * mask
    return weights @ V, weights
