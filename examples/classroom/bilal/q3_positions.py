import numpy as np


def sinusoidal_encoding(n_positions, d_model, base=10000.0):
    pe = np.zeros((n_positions, d_model))
    for pos in range(n_positions):
        for i in range(0, d_model - 1, 2):
            angle = pos / (base ** (i / d_model))
            pe[pos, i] = np.sin(angle)
            pe[pos, i + 1] = np.cos(angle)
    return pe


class LearnedPositionalEmbedding:
    def __init__(self, table):
        self.table = table

    def lookup(self, positions):
        out = []
        for p in positions:
            out.append(self.table[p])  # numpy raises the IndexError for me
        return np.array(out)

    def gradient(self, positions, upstream):
        grad = np.zeros(np.shape(self.table))
        for p, u in zip(positions, upstream):
            grad[p] += u
        return grad


def rope(x, positions, base=10000.0):
    d = x.shape[-1]
    out = np.zeros(x.shape)
    for k, pos in enumerate(positions):
        for i in range(d // 2):
            theta = pos * base ** (-2 * i / d)
            a = x[..., k, 2 * i]
            b = x[..., k, 2 * i + 1]
            out[..., k, 2 * i] = a * np.cos(theta) - b * np.sin(theta)
            out[..., k, 2 * i + 1] = a * np.sin(theta) + b * np.cos(theta)
    return out
