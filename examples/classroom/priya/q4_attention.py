import sys
import warnings

import numpy as np


def softmax(x, axis=-1):
    if x.dtype.kind != "f":
        warnings.warn("softmax of integers", UserWarning)
        x = x * 1.0
    x = x - x.max(axis=axis, keepdims=True)
    return np.exp(x) / np.exp(x).sum(axis=axis, keepdims=True)


def attention(Q, K, V, mask=None):
    scores = Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1])
    if mask is None:
        weights = softmax(scores)
        return weights @ V, weights
    mask = np.broadcast_to(mask, scores.shape)
    # log(0) = -inf with a warning, a row of only -inf gives nan with another one; both are repaired afterwards
    weights = softmax(scores + np.log(mask.astype(float)))
    if np.isnan(weights).any():
        print("warning: a query without keys", file=sys.stderr)
    weights = np.nan_to_num(weights, nan=0.0)
    return weights @ V, weights


def multi_head_attention(X, Wq, Wk, Wv, Wo, n_heads, mask=None):
    d_model = X.shape[-1]
    if d_model % n_heads:
        raise ValueError(f"{n_heads} heads for {d_model} columns")
    d_head = d_model // n_heads
    outs = []
    for h in range(n_heads):
        s = np.s_[..., h * d_head : (h + 1) * d_head]
        outs.append(attention((X @ Wq)[s], (X @ Wk)[s], (X @ Wv)[s], mask)[0])
    return np.concatenate(outs, axis=-1) @ Wo


def projection_parameters(d_model, n_heads, bias=False):
    d_head, rest = divmod(d_model, n_heads)
    if rest:
        raise ValueError(f"{n_heads} heads for {d_model} columns")
    return {"d_head": d_head, "shape": (d_model, d_model), "total": 3 * d_model * d_model + 3 * d_model * int(bias)}


warnings.warn("q4_attention was imported", ImportWarning)
print("q4 ready", file=sys.stderr)
