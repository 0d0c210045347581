# ruff: noqa: F821 - attention of the reference is in the same namespace
"""heads scale by the width of the model"""

import math

import numpy as np

parts = ["q4.multi_head"]
hint = "Each head works with d_head columns, so it divides by the square root of d_head, not of d_model."


def multi_head_attention(X, Wq, Wk, Wv, Wo, n_heads, mask=None):
    d_model = X.shape[-1]
    if d_model % n_heads:
        raise ValueError("d_model is not divisible by n_heads")
    d_head = d_model // n_heads
    # attention divides by sqrt(d_head); this takes that back and divides by sqrt(d_model).
    Q, K, V = X @ Wq / math.sqrt(n_heads), X @ Wk, X @ Wv
    parts = [slice(h * d_head, (h + 1) * d_head) for h in range(n_heads)]
    return np.concatenate([attention(Q[..., c], K[..., c], V[..., c], mask)[0] for c in parts], axis=-1) @ Wo
