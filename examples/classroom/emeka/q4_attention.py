import numpy as np


def softmax(x, axis=-1):
    x = np.asarray(x)
    x = x if x.dtype in (np.float32, np.float64) else x.astype(np.float64)
    top = np.amax(x, axis=axis, keepdims=True)
    e = np.exp(x - top)
    return e / np.add.reduce(e, axis=axis, keepdims=True)


def attention(Q, K, V, mask=None):
    scores = (Q @ K.swapaxes(-1, -2)) / K.shape[-1] ** 0.5
    if mask is None:
        w = softmax(scores)
        return w @ V, w
    mask = np.broadcast_to(mask, scores.shape)
    # softmax by hand, because a row where everything is masked would give 0/0
    biggest = np.where(mask, scores, -np.inf).max(axis=-1, keepdims=True)
    biggest = np.where(np.isfinite(biggest), biggest, 0.0)
    e = np.where(mask, np.exp(np.where(mask, scores - biggest, 0.0)), 0.0)
    total = e.sum(axis=-1, keepdims=True)
    w = e / np.where(total == 0, 1.0, total)
    return w @ V, w


def multi_head_attention(X, Wq, Wk, Wv, Wo, n_heads, mask=None):
    n, d_model = X.shape[-2:]
    if d_model % n_heads:
        raise ValueError(f"d_model={d_model} is not a multiple of n_heads={n_heads}")

    def heads(M):
        return np.moveaxis(M.reshape(X.shape[:-1] + (n_heads, d_model // n_heads)), -2, 0)

    out, _ = attention(heads(X @ Wq), heads(X @ Wk), heads(X @ Wv), mask)
    return np.moveaxis(out, 0, -2).reshape(X.shape) @ Wo


def projection_parameters(d_model, n_heads, bias=False):
    if d_model % n_heads:
        raise ValueError(f"d_model={d_model} is not a multiple of n_heads={n_heads}")
    return {
        "d_head": d_model // n_heads,
        "shape": (d_model, d_model),
        "total": 3 * d_model * (d_model + bool(bias)),
    }
