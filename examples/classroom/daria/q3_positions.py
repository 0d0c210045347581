import numpy as np


def _frequencies(d, base):
    return 1.0 / base ** (np.arange(0, d, 2) / d)


def sinusoidal_encoding(n_positions, d_model, base=10000.0):
    if d_model % 2 != 0:
        raise ValueError("d_model must be even")
    PE = np.zeros((n_positions, d_model))
    arg = np.outer(np.arange(n_positions), _frequencies(d_model, base))
    PE[:, ::2] = np.sin(arg)
    PE[:, 1::2] = np.cos(arg)
    return PE


class LearnedPositionalEmbedding:
    """A table with one row per position."""

    def __init__(self, table):
        self.table = np.array(table)

    def _check(self, positions):
        pos = np.asarray(positions)
        if np.any(pos < 0) or np.any(pos >= self.table.shape[0]):
            raise IndexError("there is no such position in the table")
        return pos.astype(int)

    def lookup(self, positions):
        pos = self._check(positions)
        return self.table[pos]

    def gradient(self, positions, upstream):
        pos = self._check(positions)
        grad = np.zeros_like(self.table, dtype=float)
        flat = np.reshape(upstream, (-1, self.table.shape[1]))
        for i, p in enumerate(pos.reshape(-1)):
            grad[p] += flat[i]
        return grad


def rope(x, positions, base=10000.0):
    d = x.shape[-1]
    if d % 2 != 0:
        raise ValueError("need an even number of features for pairs")
    theta = np.outer(positions, _frequencies(d, base))
    c = np.cos(theta)
    s = np.sin(theta)
    y = np.zeros(x.shape)
    y[..., ::2] = c * x[..., ::2] - s * x[..., 1::2]
    y[..., 1::2] = s * x[..., ::2] + c * x[..., 1::2]
    return y
