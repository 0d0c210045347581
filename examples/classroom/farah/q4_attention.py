"""Q4. Farah"""
import numpy as np

from q3_positions import sinusoidal_encoding


def softmax(x, axis=-1):
    x = np.asarray(x)
    if x.dtype.kind in "iub":
        x = x.astype(np.float64)
    log_sum = np.log(np.exp(x - x.max(axis, keepdims=True)).sum(axis, keepdims=True)) + x.max(axis, keepdims=True)
    return np.exp(x - log_sum)


def attention(Q, K, V, mask=None):
    d_k = K.shape[-1]
    scores = np.einsum("...id,...jd->...ij", Q, K) / np.sqrt(d_k)
    if mask is None:
        mask = np.ones(scores.shape, dtype=bool)
    mask = np.broadcast_to(mask, scores.shape)
    has_any = mask.any(axis=-1)
    weights = np.zeros(scores.shape)
    scores = np.where(mask, scores, -np.inf)
    weights[has_any] = softmax(scores[has_any])
    return np.einsum("...ij,...jv->...iv", weights, V), weights


def multi_head_attention(X, Wq, Wk, Wv, Wo, n_heads, mask=None):
    d_model = X.shape[-1]
    if d_model % n_heads != 0:
        raise ValueError("d_model % n_heads must be 0")
    step = d_model // n_heads
    results = [
        attention(X @ Wq[:, c : c + step], X @ Wk[:, c : c + step], X @ Wv[:, c : c + step], mask)[0]
        for c in range(0, d_model, step)
    ]
    return np.concatenate(results, axis=-1) @ Wo


def projection_parameters(d_model, n_heads, bias=False):
    if d_model % n_heads != 0:
        raise ValueError("d_model % n_heads must be 0")
    per_projection = d_model ** 2 + d_model * int(bias)
    return {"d_head": d_model // n_heads, "shape": (d_model, d_model), "total": 3 * per_projection}


def demo():
    X = np.random.default_rng(0).normal(size=(5, 8)) + sinusoidal_encoding(5, 8)
    W = np.eye(8)
    print(multi_head_attention(X, W, W, W, W, 2))


if __name__ == "__main__":
    demo()
