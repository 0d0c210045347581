import numpy as np


def sinusoidal_encoding(n_positions, d_model, base=10000.0):
    if d_model % 2 == 1:
        raise ValueError("even d_model only")
    enc = np.empty((n_positions, d_model))
    for col in range(d_model):
        pair = col // 2
        angle = np.arange(n_positions) / base ** (2 * pair / d_model)
        enc[:, col] = np.sin(angle) if col % 2 == 0 else np.cos(angle)
    return enc


class LearnedPositionalEmbedding:
    def __init__(self, table):
        self.table = np.asarray(table)
        self.max_len, self.dim = self.table.shape

    def lookup(self, positions):
        positions = np.asarray(positions, dtype=int)
        bad = (positions < 0) | (positions >= self.max_len)
        if bad.any():
            raise IndexError(f"{positions[bad][0]} is not in 0..{self.max_len - 1}")
        return self.table[positions].copy()

    def gradient(self, positions, upstream):
        self.lookup(positions)
        total = {}
        for p, u in zip(np.ravel(positions), np.reshape(upstream, (-1, self.dim))):
            total[int(p)] = total.get(int(p), 0.0) + u
        grad = np.zeros((self.max_len, self.dim))
        for p, u in total.items():
            grad[p] = u
        return grad


def rope(x, positions, base=10000.0):
    d = x.shape[-1]
    if d % 2:
        raise ValueError("even last axis only")
    y = np.array(x, dtype=float)
    for row, m in enumerate(positions):
        for i in range(d // 2):
            a = m * base ** (-2 * i / d)
            R = np.array([[np.cos(a), -np.sin(a)], [np.sin(a), np.cos(a)]])
            y[..., row, 2 * i : 2 * i + 2] = x[..., row, 2 * i : 2 * i + 2] @ R.T
    return y
