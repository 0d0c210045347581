import numpy as np

from basics import require


def softmax(x, axis=-1):
    kind = np.float32 if x.dtype == np.float32 else np.float64
    powers = np.exp(np.subtract(x, x.max(axis=axis, keepdims=True), dtype=kind))
    return powers / powers.sum(axis=axis, keepdims=True)


def attention(Q, K, V, mask=None):
    scores = np.einsum("...ik,...jk->...ij", Q, K) / K.shape[-1] ** 0.5
    if mask is None:
        weights = softmax(scores)
    else:
        mask = np.broadcast_to(mask, scores.shape)
        highest = np.max(scores, axis=-1, keepdims=True, where=mask, initial=-np.inf)
        powers = np.zeros(scores.shape)
        np.exp(scores - highest, where=mask, out=powers)
        total = powers.sum(axis=-1, keepdims=True)
        weights = powers / np.maximum(total, 1e-300)
    return np.einsum("...ij,...jv->...iv", weights, V), weights


def multi_head_attention(X, Wq, Wk, Wv, Wo, n_heads, mask=None):
    d_model = X.shape[-1]
    require(d_model % n_heads == 0, "n_heads must divide d_model")
    d_head = d_model // n_heads
    total = np.zeros(X.shape)
    for h in range(n_heads):
        mine = slice(h * d_head, (h + 1) * d_head)
        output, _ = attention(X @ Wq[:, mine], X @ Wk[:, mine], X @ Wv[:, mine], mask)
        total = total + output @ Wo[mine]
    return total


def projection_parameters(d_model, n_heads, bias=False):
    require(d_model % n_heads == 0, "n_heads must divide d_model")
    return {"d_head": d_model // n_heads, "shape": (d_model, d_model), "total": 3 * d_model * (d_model + (1 if bias else 0))}
