import numpy as np


def softmax(x, axis=-1):
    x = np.asarray(x)
    if x.dtype.kind != "f":
        x = x.astype(float)
    shifted = x - np.max(x, axis=axis, keepdims=True)
    exps = np.exp(shifted)
    return exps / np.sum(exps, axis=axis, keepdims=True)


def attention(Q, K, V, mask=None):
    # how well does each query fit each key?
    scores = np.matmul(Q, np.swapaxes(K, -2, -1))

    if mask is None:
        weights = softmax(scores)
    else:
        allowed = np.broadcast_to(np.asarray(mask, dtype=bool), scores.shape)
        nobody = ~allowed.any(axis=-1, keepdims=True)
        weights = softmax(np.where(allowed | nobody, scores, -np.inf))
        weights = weights * ~nobody

    return np.matmul(weights, V), weights


def multi_head_attention(X, Wq, Wk, Wv, Wo, n_heads, mask=None):
    d_model = X.shape[-1]
    if d_model % n_heads != 0:
        raise ValueError("d_model must be divisible by n_heads")
    d_head = d_model // n_heads

    Q, K, V = X.dot(Wq), X.dot(Wk), X.dot(Wv)

    out = np.zeros(X.shape)
    for h in range(n_heads):
        start, end = h * d_head, (h + 1) * d_head
        head_out, head_weights = attention(Q[..., start:end], K[..., start:end], V[..., start:end], mask)
        out[..., start:end] = head_out
    return out.dot(Wo)


def projection_parameters(d_model, n_heads, bias=False):
    if d_model % n_heads != 0:
        raise ValueError("d_model must be divisible by n_heads")
    one = d_model * d_model + (d_model if bias else 0)
    return {"d_head": d_model // n_heads, "shape": (d_model, d_model), "total": 3 * one}
