import numpy as np


def softmax(x, axis=-1):
    x = np.asarray(x) * np.float32(1)    # ints become float, float32 stays float32
    x = x - np.max(x, axis=axis, keepdims=True)
    x = np.exp(x)
    return x / np.sum(x, axis=axis, keepdims=True)


def attention(Q, K, V, mask=None):
    scores = np.matmul(Q, np.swapaxes(K, -1, -2)) / np.sqrt(K.shape[-1])
    if mask is None:
        weights = softmax(scores, -1)
        return np.matmul(weights, V), weights
    mask = np.broadcast_to(mask, scores.shape)
    # a very small number instead of -inf, then set masked entries to an exact 0
    weights = softmax(np.where(mask, scores, np.min(scores) - 1e6), -1)
    weights = np.where(mask, weights, 0)
    return np.matmul(weights, V), weights


def multi_head_attention(X, Wq, Wk, Wv, Wo, n_heads, mask=None):
    d_model = X.shape[-1]
    if d_model % n_heads != 0:
        raise ValueError("%d heads do not fit into %d dimensions" % (n_heads, d_model))
    d_head = d_model // n_heads
    Y = 0
    for h in range(n_heads):
        c = slice(h * d_head, (h + 1) * d_head)
        head, _ = attention(X @ Wq[:, c], X @ Wk[:, c], X @ Wv[:, c], mask)
        Y = Y + head @ Wo[c, :]      # same as concatenating first
    return Y


def projection_parameters(d_model, n_heads, bias=False):
    if d_model % n_heads != 0:
        raise ValueError("%d heads do not fit into %d dimensions" % (n_heads, d_model))
    total = sum(d_model * d_model + (d_model if bias else 0) for _ in "QKV")
    return {"d_head": d_model // n_heads, "shape": (d_model, d_model), "total": total}
