import numpy as np


def softmax(x, axis=-1):
    x = np.asarray(x)
    if x.dtype.kind != "f":
        x = x.astype("float64")
    e = np.exp(x - np.max(x, axis, keepdims=True))
    return e / np.sum(e, axis, keepdims=True)


def attention(Q, K, V, mask=None):
    """Scaled dot product attention. Rows without any allowed key give zeros."""
    scores = Q @ np.swapaxes(K, -1, -2)
    scores = scores / np.sqrt(K.shape[-1])
    if mask is not None:
        mask = np.broadcast_to(mask, scores.shape)
        scores = np.where(mask, scores, -np.inf)
    with np.errstate(invalid="ignore"):
        weights = softmax(scores)
    if mask is not None:
        weights = np.where(mask.any(-1, keepdims=True), weights, 0.0)
    return weights @ V, weights


def multi_head_attention(X, Wq, Wk, Wv, Wo, n_heads, mask=None):
    d_model = X.shape[-1]
    if d_model % n_heads:
        raise ValueError("n_heads has to divide d_model")
    pieces = []
    for Q, K, V in zip(*(np.split(X @ W, n_heads, axis=-1) for W in (Wq, Wk, Wv))):
        out, _ = attention(Q, K, V, mask)
        pieces.append(out)
    return np.concatenate(pieces, axis=-1) @ Wo


def projection_parameters(d_model, n_heads, bias=False):
    if d_model % n_heads:
        raise ValueError("n_heads has to divide d_model")
    return {
        "d_head": d_model // n_heads,
        "shape": (d_model, d_model),
        "total": 3 * d_model * d_model + 3 * d_model * bias,
    }
