# ruff: noqa: F821 - attention of the reference is in the same namespace
"""heads take every n_heads-th column"""

import numpy as np

parts = ["q4.multi_head"]
hint = "Head h takes the neighbouring columns h*d_head to (h+1)*d_head; reshape to (n, n_heads, d_head), not (n, d_head, n_heads)."


def multi_head_attention(X, Wq, Wk, Wv, Wo, n_heads, mask=None):
    d_model = X.shape[-1]
    if d_model % n_heads:
        raise ValueError("d_model is not divisible by n_heads")
    Q, K, V = X @ Wq, X @ Wk, X @ Wv
    result = np.empty(Q.shape)
    for h in range(n_heads):
        columns = slice(h, None, n_heads)
        result[..., columns] = attention(Q[..., columns], K[..., columns], V[..., columns], mask)[0]
    return result @ Wo
