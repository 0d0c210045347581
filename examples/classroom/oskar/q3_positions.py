import numpy as np


def sinusoidal_encoding(n_positions, d_model, base=10000.0):
    if d_model % 2 != 0:
        raise ValueError("d_model is odd")
    pos = np.arange(n_positions)[:, None]
    two_i = np.arange(0, d_model, 2)[None, :]
    e = np.zeros((n_positions, d_model))
    e[:, 0::2] = np.sin(pos / base ** (two_i / d_model))
    e[:, 1::2] = np.cos(pos / base ** (two_i / d_model))
    return e


class LearnedPositionalEmbedding:
    def __init__(self, table):
        self.table = table

    def lookup(self, positions):
        for p in positions:
            if p < 0 or p > len(self.table) - 1:
                raise IndexError("wrong position")
        return self.table[list(positions)]

    def gradient(self, positions, upstream):
        self.lookup(positions)
        g = np.zeros(self.table.shape)
        for j in range(len(positions)):
            g[positions[j]] = g[positions[j]] + upstream[j]
        return g


def rope(x, positions, base=10000.0):
    d = x.shape[-1]
    if d % 2 != 0:
        raise ValueError("d is odd")
    result = np.array(x, dtype=float)
    for j, p in enumerate(positions):
        for i in range(0, d, 2):
            a = p / base ** (i / d)
            result[..., j, i] = x[..., j, i] * np.cos(a) - x[..., j, i + 1] * np.sin(a)
            result[..., j, i + 1] = x[..., j, i] * np.sin(a) + x[..., j, i + 1] * np.cos(a)
    return result
