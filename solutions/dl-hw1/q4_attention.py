"""Reference for question 4: softmax, attention, heads, parameters."""

import math

import numpy as np


def softmax(x: np.ndarray, axis: int = -1) -> np.ndarray:
    """Exponentials over their sum, after a shift that makes the largest exponent 0."""
    # exp(0) = 1 is the largest term then: nothing overflows, and the sum is at least 1.
    terms = np.exp(x - x.max(axis=axis, keepdims=True))
    return terms / terms.sum(axis=axis, keepdims=True)


def attention(Q: np.ndarray, K: np.ndarray, V: np.ndarray, mask: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Softmax over the keys of the scaled scores, then a weighted mean of the values."""
    # swapaxes instead of .T, which would turn the batch axes round as well.
    # A plain Python float for the root, since a NumPy one would turn float32 scores into float64.
    scores = Q @ np.swapaxes(K, -1, -2) / math.sqrt(K.shape[-1])
    if mask is None:
        weights = softmax(scores, axis=-1)
    else:
        # Mask before the softmax: exp(-inf) = 0, and the weights that are left still sum to 1.
        # A query without any key would have only -inf (0/0 = nan), so it keeps its scores here and is zeroed below.
        some = mask.any(axis=-1, keepdims=True)
        weights = softmax(np.where(mask | ~some, scores, -np.inf), axis=-1) * some
    return weights @ V, weights


def multi_head_attention(
    X: np.ndarray,
    Wq: np.ndarray,
    Wk: np.ndarray,
    Wv: np.ndarray,
    Wo: np.ndarray,
    n_heads: int,
    mask: np.ndarray | None = None,
) -> np.ndarray:
    """Attention on slices of the projections, side by side, mixed by Wo."""
    d_model = X.shape[-1]
    if d_model % n_heads:
        raise ValueError(f"{n_heads} heads cannot share {d_model} columns evenly")
    d_head = d_model // n_heads
    Q, K, V = X @ Wq, X @ Wk, X @ Wv
    outputs = []
    for head in range(n_heads):
        columns = slice(head * d_head, (head + 1) * d_head)
        # Slicing columns leaves every leading axis alone, so batches and masks need no thought here.
        output, _ = attention(Q[..., columns], K[..., columns], V[..., columns], mask)
        outputs.append(output)
    return np.concatenate(outputs, axis=-1) @ Wo


def projection_parameters(d_model: int, n_heads: int, bias: bool = False) -> dict[str, int | tuple[int, int]]:
    """Sizes of the three projections; the heads share their columns, so the number of heads does not matter for the total."""
    if d_model % n_heads:
        raise ValueError(f"{n_heads} heads cannot share {d_model} columns evenly")
    total = 3 * d_model * d_model + (3 * d_model if bias else 0)
    return {"d_head": d_model // n_heads, "shape": (d_model, d_model), "total": total}
