"""Homework 1, question 4 - Ada."""
import numpy as np


def softmax(x, axis=-1):
    x = np.asarray(x)
    if x.dtype != np.float32:
        x = x.astype(float)
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def attention(Q, K, V, mask=None):
    scores = Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1]).astype(K.dtype if K.dtype == np.float32 else float)
    if mask is None:
        weights = softmax(scores)
    else:
        mask = np.broadcast_to(mask, scores.shape)
        alive = mask.any(axis=-1, keepdims=True)
        # rows with nothing to attend to get finite scores first and zeros afterwards
        weights = softmax(np.where(mask | ~alive, scores, -np.inf))
        weights = np.where(alive, weights, np.zeros_like(weights))
    return weights @ V, weights


def multi_head_attention(X, Wq, Wk, Wv, Wo, n_heads, mask=None):
    d_model = X.shape[-1]
    if n_heads <= 0 or d_model % n_heads:
        raise ValueError(f"{d_model} features cannot be shared by {n_heads} heads")

    def split(t):  # (..., n, d_model) -> (..., heads, n, d_head)
        return np.swapaxes(t.reshape(*t.shape[:-1], n_heads, d_model // n_heads), -2, -3)

    if mask is not None and np.ndim(mask) > 2:
        mask = np.expand_dims(mask, -3)
    heads, _ = attention(split(X @ Wq), split(X @ Wk), split(X @ Wv), mask)
    together = np.swapaxes(heads, -2, -3).reshape(X.shape)
    return together @ Wo


def projection_parameters(d_model, n_heads, bias=False):
    if n_heads <= 0 or d_model % n_heads:
        raise ValueError(f"{d_model} features cannot be shared by {n_heads} heads")
    total = 3 * d_model * d_model
    if bias:
        total += 3 * d_model
    return {"d_head": d_model // n_heads, "shape": (d_model, d_model), "total": total}
