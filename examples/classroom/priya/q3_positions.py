import warnings

import numpy as np

from mylib.maths import note


def sinusoidal_encoding(n_positions, d_model, base=10000.0):
    if d_model % 2:
        raise ValueError(f"d_model = {d_model} is odd")
    p, i = np.mgrid[0:n_positions, 0 : d_model // 2]
    angle = p * base ** (-2.0 * i / d_model)
    both = np.empty((n_positions, d_model // 2, 2))
    both[..., 0], both[..., 1] = np.sin(angle), np.cos(angle)
    return both.reshape(n_positions, d_model)


class LearnedPositionalEmbedding:
    def __init__(self, table):
        self.table = np.array(table)

    def lookup(self, positions):
        rows = np.asarray(positions, dtype=int)
        if ((rows < 0) | (rows >= len(self.table))).any():
            note("bad position!")
            raise IndexError(f"the table has rows 0..{len(self.table) - 1}")
        if len(np.unique(rows)) < rows.size:
            warnings.warn("some positions occur twice")
        return self.table[rows]

    def gradient(self, positions, upstream):
        grad = np.zeros(self.table.shape)
        self.lookup(positions)
        for row, g in zip(positions, upstream):
            grad[row] += g
        return grad


def rope(x, positions, base=10000.0):
    d = x.shape[-1]
    if d % 2:
        raise ValueError("pairs need an even number of entries")
    if x.dtype.kind in "iu":
        warnings.warn("integers are turned into floats")
    angle = np.multiply.outer(np.asarray(positions), base ** (-np.arange(0, d, 2) / d))
    a, b = x[..., ::2], x[..., 1::2]
    out = np.zeros(x.shape)
    out[..., ::2] = a * np.cos(angle) - b * np.sin(angle)
    out[..., 1::2] = b * np.cos(angle) + a * np.sin(angle)
    return out
