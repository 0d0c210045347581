import numpy as np


def sinusoidal_encoding(n_positions, d_model, base=10000.0):
    """sin in the even columns, cos in the odd ones."""
    if d_model % 2:
        raise ValueError("d_model must be even")
    col = np.arange(d_model)
    angle = np.arange(n_positions)[:, None] / base ** ((col - col % 2) / d_model)
    return np.where(col % 2 == 0, np.sin(angle), np.cos(angle))


class LearnedPositionalEmbedding:
    def __init__(self, table):
        self.table = np.asarray(table)

    def check(self, positions):
        positions = np.asarray(positions, dtype=int)
        if np.any(positions < 0) or np.any(positions >= len(self.table)):
            raise IndexError("no such position")
        return positions

    def lookup(self, positions):
        return self.table[self.check(positions)]

    def gradient(self, positions, upstream):
        """Every row that was looked up receives its upstream gradient."""
        grad = np.zeros(self.table.shape)
        grad[self.check(positions)] += upstream
        return grad


def rope(x, positions, base=10000.0):
    d = x.shape[-1]
    if d % 2:
        raise ValueError("the pairs need an even last axis")
    col = np.arange(d)
    angle = np.outer(positions, base ** (-(col - col % 2) / d))
    partner = np.empty(x.shape)
    partner[..., 0::2] = -x[..., 1::2]
    partner[..., 1::2] = x[..., 0::2]
    return x * np.cos(angle) + partner * np.sin(angle)
