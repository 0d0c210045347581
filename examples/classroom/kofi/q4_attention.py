import numpy as np

from q3_positions import sinusoidal_encoding  # only for the demo at the end


def softmax(x, axis=-1):
    x = x if x.dtype == np.float32 else x.astype(float)
    x = x - x.max(axis=axis, keepdims=True)
    x = np.exp(x)
    return x / x.sum(axis=axis, keepdims=True)


def attention(Q, K, V, mask=None):
    scores = Q @ np.swapaxes(K, -2, -1) / np.sqrt(K.shape[-1])
    if mask is None:
        w = softmax(scores)
    else:
        m = np.broadcast_to(mask, scores.shape)
        # -inf - (-inf) is nan, so give rows without any True something else
        fake = np.where(m.any(axis=-1, keepdims=True), -np.inf, 0.0)
        w = softmax(np.where(m, scores, fake)) * m
    return w @ V, w


def multi_head_attention(X, Wq, Wk, Wv, Wo, n_heads, mask=None):
    size = X.shape[-1]
    if size % n_heads != 0:
        raise ValueError("Cannot split %d into %d heads." % (size, n_heads))
    d = size // n_heads
    heads = []
    for i in range(n_heads):
        q, k, v = (X @ W[:, i * d : (i + 1) * d] for W in (Wq, Wk, Wv))
        heads.append(attention(q, k, v, mask)[0])
    return np.concatenate(heads, axis=-1) @ Wo


def projection_parameters(d_model, n_heads, bias=False):
    if d_model % n_heads != 0:
        raise ValueError("Cannot split %d into %d heads." % (d_model, n_heads))
    return {"d_head": d_model // n_heads, "shape": (d_model, d_model), "total": 3 * d_model * (d_model + 1 if bias else d_model)}


# demo
X = sinusoidal_encoding(6, 4)
out, w = attention(X, X, X)
print(w.round(2))
