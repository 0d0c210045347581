import numpy as np


def softmax(x, axis=-1):
    e = np.exp(x)
    return e / e.sum(axis=axis, keepdims=True)


def attention(Q, K, V, mask=None):
    d_k = K.shape[-1]
    scores = Q @ np.swapaxes(K, -1, -2) / np.sqrt(d_k)
    if mask is None:
        weights = softmax(scores)
    else:
        e = np.exp(scores) * mask
        s = e.sum(axis=-1, keepdims=True)
        weights = np.divide(e, s, out=np.zeros_like(e), where=s > 0)
    return weights @ V, weights


def multi_head_attention(X, Wq, Wk, Wv, Wo, n_heads, mask=None):
    d_model = X.shape[-1]
    if d_model % n_heads != 0:
        raise ValueError("not divisible")
    d = d_model // n_heads
    Q, K, V = X @ Wq, X @ Wk, X @ Wv
    z = [attention(Q[..., i : i + d], K[..., i : i + d], V[..., i : i + d], mask)[0] for i in range(0, d_model, d)]
    return np.concatenate(z, axis=-1) @ Wo


def projection_parameters(d_model, n_heads, bias=False):
    if d_model % n_heads != 0:
        raise ValueError("not divisible")
    total = 3 * d_model**2
    if bias:
        total += 3 * d_model
    return {"d_head": d_model // n_heads, "shape": (d_model, d_model), "total": total}
