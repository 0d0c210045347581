import numpy as np


def angles(positions, d, base):
    """angle of every pair at every position, shape (positions, d/2)"""
    if d % 2 != 0:
        raise ValueError("%d is not even" % d)
    i = np.arange(d // 2)
    return np.asarray(positions)[:, None] * np.power(float(base), -2.0 * i / d)[None, :]


def sinusoidal_encoding(n_positions, d_model, base=10000.0):
    a = angles(np.arange(n_positions), d_model, base)
    result = np.zeros((n_positions, d_model))
    result[:, 0::2], result[:, 1::2] = np.sin(a), np.cos(a)
    return result


class LearnedPositionalEmbedding:
    def __init__(self, table):
        self.table = np.asarray(table)

    def lookup(self, positions):
        n = self.table.shape[0]
        positions = np.asarray(positions, dtype=int)
        if positions.size > 0 and not (0 <= positions.min() and positions.max() < n):
            raise IndexError("the table has only %d rows" % n)
        return np.take(self.table, positions, axis=0)

    def gradient(self, positions, upstream):
        self.lookup(positions)
        grad = np.zeros(self.table.shape)
        positions = np.asarray(positions, dtype=int).reshape(-1)
        upstream = np.asarray(upstream).reshape(-1, self.table.shape[1])
        for c in range(self.table.shape[1]):
            grad[:, c] = np.bincount(positions, weights=upstream[:, c], minlength=self.table.shape[0])
        return grad


def rope(x, positions, base=10000.0):
    a = angles(positions, x.shape[-1], base)
    pairs = x.reshape(*x.shape[:-1], -1, 2)
    u, v = pairs[..., 0], pairs[..., 1]
    turned = np.stack((u * np.cos(a) - v * np.sin(a), u * np.sin(a) + v * np.cos(a)), axis=-1)
    return turned.reshape(x.shape)
