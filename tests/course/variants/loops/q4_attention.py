"""Question 4 with loops over batches, heads and rows, as a beginner writes it."""

import math

import numpy as np


def softmax(x, axis=-1):
    kind = np.float32 if x.dtype == np.float32 else np.float64
    moved = np.moveaxis(x, axis, -1)
    out = np.zeros(moved.shape, dtype=kind)
    for index in np.ndindex(moved.shape[:-1]):
        row = moved[index]
        biggest = max(row)
        terms = [math.exp(v - biggest) for v in row]
        total = sum(terms)
        for j, t in enumerate(terms):
            out[(*index, j)] = t / total
    return np.moveaxis(out, -1, axis)


def one_attention(Q, K, V, mask):
    n_q, n_k, d = len(Q), len(K), K.shape[1]
    W = np.zeros((n_q, n_k))
    for i in range(n_q):
        allowed = [j for j in range(n_k) if mask[i, j]]
        if not allowed:
            continue
        scores = [sum(float(Q[i, c]) * float(K[j, c]) for c in range(d)) / math.sqrt(d) for j in allowed]
        top = max(scores)
        terms = [math.exp(s - top) for s in scores]
        for j, t in zip(allowed, terms, strict=True):
            W[i, j] = t / sum(terms)
    return W @ V, W


def attention(Q, K, V, mask=None):
    batch = Q.shape[:-2]
    n_q, n_k = Q.shape[-2], K.shape[-2]
    if mask is None:
        mask = np.ones((n_q, n_k), dtype=bool)
    mask = np.broadcast_to(mask, (*batch, n_q, n_k))
    out = np.zeros((*batch, n_q, V.shape[-1]))
    weights = np.zeros((*batch, n_q, n_k))
    for index in np.ndindex(batch):
        out[index], weights[index] = one_attention(Q[index], K[index], V[index], mask[index])
    return out, weights


def multi_head_attention(X, Wq, Wk, Wv, Wo, n_heads, mask=None):
    d = X.shape[-1]
    if d % n_heads != 0:
        raise ValueError("d_model must be divisible by n_heads")
    s = d // n_heads
    heads = []
    for h in range(n_heads):
        a, b = h * s, (h + 1) * s
        heads.append(attention(X @ Wq[:, a:b], X @ Wk[:, a:b], X @ Wv[:, a:b], mask)[0])
    return np.dot(np.concatenate(heads, axis=-1), Wo)


def projection_parameters(d_model, n_heads, bias=False):
    if d_model / n_heads != int(d_model / n_heads):
        raise ValueError("no")
    total = 0
    for _ in ("q", "k", "v"):
        total += d_model**2
        if bias:
            total += d_model
    return {"total": total, "shape": (d_model, d_model), "d_head": int(d_model / n_heads)}
