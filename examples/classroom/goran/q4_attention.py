import numpy as np


def softmax(x, axis=-1):
    x = np.array(x)
    if x.dtype != np.float32:
        x = x.astype(np.float64)
    x -= x.max(axis=axis, keepdims=True)
    np.exp(x, out=x)
    x /= x.sum(axis=axis, keepdims=True)
    return x


def attention(Q, K, V, mask=None):
    scores = Q @ np.moveaxis(K, -1, -2) / np.sqrt(Q.shape[-1])
    if mask is None:
        weights = softmax(scores)
    else:
        keep = np.broadcast_to(mask, scores.shape)
        scores = np.where(keep, scores, -np.inf)
        empty = ~np.any(keep, axis=-1)
        scores[empty] = 0          # any finite number, the row is erased below
        weights = softmax(scores)
        weights[empty] = 0
    return weights @ V, weights


def multi_head_attention(X, Wq, Wk, Wv, Wo, n_heads, mask=None):
    d = X.shape[-1]
    if d % n_heads != 0:
        raise ValueError("d_model is not divisible by n_heads")
    k = d // n_heads
    Q, K, V = X @ Wq, X @ Wk, X @ Wv
    Z = np.empty(X.shape)
    for h in range(n_heads):
        part = slice(k * h, k * h + k)
        Z[..., part] = attention(Q[..., part], K[..., part], V[..., part], mask)[0]
    return Z @ Wo


def projection_parameters(d_model, n_heads, bias=False):
    if d_model % n_heads != 0:
        raise ValueError("d_model is not divisible by n_heads")
    n = 0
    for name in ["Q", "K", "V"]:
        n += d_model * d_model
        if bias:
            n += d_model
    return {"d_head": d_model // n_heads, "shape": (d_model, d_model), "total": n}
