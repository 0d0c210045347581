import numpy as np


def softmax(x, axis=-1):
    x = np.asarray(x)
    if not np.issubdtype(x.dtype, np.floating):
        x = x.astype(float)
    x = x - x.max(axis=0, keepdims=True)
    e = np.exp(x)
    return e / e.sum(axis=0, keepdims=True)


def attention(Q, K, V, mask=None):
    s = np.einsum("...qd,...kd->...qk", Q, K) / np.sqrt(K.shape[-1])
    if mask is not None:
        s = np.where(mask, s, -np.inf)
        dead = ~np.broadcast_to(mask, s.shape).any(-1)
        s[dead] = 0.0
    a = softmax(s, axis=-1)
    if mask is not None:
        a[dead] = 0.0
    return a @ V, a


def multi_head_attention(X, Wq, Wk, Wv, Wo, n_heads, mask=None):
    D = X.shape[-1]
    if D % n_heads:
        raise ValueError("n_heads must divide d_model")
    dh = D // n_heads
    q, k, v = X @ Wq, X @ Wk, X @ Wv
    parts = []
    for i in range(n_heads):
        cols = np.arange(i * dh, (i + 1) * dh)
        parts.append(attention(q[..., cols], k[..., cols], v[..., cols], mask)[0])
    return np.concatenate(parts, -1) @ Wo


def projection_parameters(d_model, n_heads, bias=False):
    if d_model % n_heads:
        raise ValueError("n_heads must divide d_model")
    return dict(d_head=d_model // n_heads, shape=(d_model, d_model), total=3 * (d_model**2 + (d_model if bias else 0)))
