"""Two people's own solutions of the same task, and the stub that both were given."""

import pytest

from grader.model import Chunk

STUB = '''"""Attention."""
import numpy as np


def softmax(x, axis=-1):
    """Turn logits into probabilities."""
    raise NotImplementedError("write softmax: subtract the largest value, take exponentials, divide by their sum")


def attention(Q, K, V, mask=None):
    """Scaled dot-product attention."""
    raise NotImplementedError("write attention: scores, mask, softmax, weighted sum of the values")
'''

ADA = '''import numpy as np


def softmax(x, axis=-1):
    """Mine."""
    shifted = x - x.max(axis=axis, keepdims=True)
    exponentials = np.exp(shifted)
    return exponentials / exponentials.sum(axis=axis, keepdims=True)


def attention(Q, K, V, mask=None):
    scores = Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1])
    if mask is not None:
        scores = np.where(mask, scores, -np.inf)
        scores = np.where(mask.any(axis=-1, keepdims=True), scores, 0.0)
    weights = softmax(scores)
    if mask is not None:
        weights = np.where(mask, weights, 0.0)
    return weights @ V, weights


def split_heads(matrix, n_heads):
    rows, width = matrix.shape[-2:]
    if width % n_heads:
        raise ValueError("the width must be a multiple of the heads")
    return np.moveaxis(matrix.reshape(rows, n_heads, width // n_heads), 1, 0)
'''

BO = """import numpy as np


def row_total(values):
    total = 0.0
    for value in values:
        total += value
    return total


def softmax(x, axis=-1):
    moved = np.moveaxis(np.array(x, dtype=float), axis, -1)
    out = np.empty_like(moved)
    for index in np.ndindex(moved.shape[:-1]):
        row = moved[index]
        peak = max(row)
        row = [np.exp(v - peak) for v in row]
        bottom = row_total(row)
        out[index] = [v / bottom for v in row]
    return np.moveaxis(out, -1, axis)


def attention(Q, K, V, mask=None):
    d_k = K.shape[-1]
    logits = np.einsum("...qd,...kd->...qk", Q, K) * d_k ** -0.5
    if mask is None:
        mask = np.ones(logits.shape, dtype=bool)
    logits[~mask] = -1e30
    probabilities = softmax(logits) * mask
    return np.einsum("...qk,...kv->...qv", probabilities, V), probabilities
"""


@pytest.fixture(scope="session")
def stub():
    return (Chunk("q4.py", STUB),)


@pytest.fixture(scope="session")
def ada():
    return (Chunk("q4.py", ADA),)


@pytest.fixture(scope="session")
def bo():
    return (Chunk("q4.py", BO),)
