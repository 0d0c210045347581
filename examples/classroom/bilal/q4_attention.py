import numpy as np


def softmax(x, axis=-1):
    x = np.array(x, dtype=np.float64)
    m = np.max(x, axis=axis, keepdims=True)
    ex = np.exp(x - m)
    return ex / np.sum(ex, axis=axis, keepdims=True)


def attention(Q, K, V, mask=None):
    d_k = K.shape[-1]
    scores = np.matmul(Q, np.swapaxes(K, -1, -2)) / np.sqrt(d_k)
    if mask is not None:
        scores = np.where(mask, scores, -1e9)
    weights = softmax(scores, axis=-1)
    return np.matmul(weights, V), weights


def multi_head_attention(X, Wq, Wk, Wv, Wo, n_heads, mask=None):
    d_model = X.shape[-1]
    dh = d_model // n_heads
    Q, K, V = X @ Wq, X @ Wk, X @ Wv
    outs = []
    for h in range(n_heads):
        s = slice(h * dh, (h + 1) * dh)
        o, _ = attention(Q[..., s], K[..., s], V[..., s], mask)
        outs.append(o)
    return np.concatenate(outs, axis=-1) @ Wo


def projection_parameters(d_model, n_heads, bias=False):
    if d_model % n_heads != 0:
        raise ValueError("d_model has to be divisible by n_heads")
    total = 3 * d_model * d_model
    if bias:
        total = total + 3 * d_model
    return {"d_head": d_model // n_heads, "shape": (d_model, d_model), "total": total}
