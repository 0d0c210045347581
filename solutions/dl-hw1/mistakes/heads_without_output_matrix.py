# ruff: noqa: F821 - attention of the reference is in the same namespace
"""the output matrix Wo is forgotten"""

import numpy as np

parts = ["q4.multi_head"]
hint = "Put the heads side by side, then multiply by Wo."
public = True


def multi_head_attention(X, Wq, Wk, Wv, Wo, n_heads, mask=None):
    d_model = X.shape[-1]
    if d_model % n_heads:
        raise ValueError("d_model is not divisible by n_heads")
    d_head = d_model // n_heads
    Q, K, V = X @ Wq, X @ Wk, X @ Wv
    parts = [slice(h * d_head, (h + 1) * d_head) for h in range(n_heads)]
    return np.concatenate([attention(Q[..., c], K[..., c], V[..., c], mask)[0] for c in parts], axis=-1)
