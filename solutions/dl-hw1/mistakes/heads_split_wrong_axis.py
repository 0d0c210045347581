# ruff: noqa: F821 - attention of the reference is in the same namespace
"""heads are cut out of the wrong axis"""

import numpy as np

parts = ["q4.multi_head"]
hint = "reshape to (n, n_heads, d_head) first and move the heads in front after that; reshape to (n_heads, n, d_head) mixes up the tokens."


def multi_head_attention(X, Wq, Wk, Wv, Wo, n_heads, mask=None):
    d_model = X.shape[-1]
    if d_model % n_heads:
        raise ValueError("d_model is not divisible by n_heads")
    d_head = d_model // n_heads
    n = X.shape[-2]
    shape = (*X.shape[:-2], n_heads, n, d_head)
    Q, K, V = ((X @ W).reshape(shape) for W in (Wq, Wk, Wv))
    if mask is not None and mask.ndim > 2:
        mask = np.expand_dims(mask, -3)
    output, _ = attention(Q, K, V, mask)
    return np.swapaxes(output, -3, -2).reshape(X.shape) @ Wo
