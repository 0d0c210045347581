"""Q3. Farah"""
import numpy as np


def sinusoidal_encoding(n_positions, d_model, base=10000.0):
    if d_model % 2 != 0:
        raise ValueError("d_model must be an even number")
    encoding = np.zeros((n_positions, d_model))
    positions = np.arange(n_positions)[:, np.newaxis]
    scale = np.exp(-np.log(base) * np.arange(0, d_model, 2) / d_model)
    encoding[:, 0::2] = np.cos(positions * scale)
    encoding[:, 1::2] = np.sin(positions * scale)
    return encoding


class LearnedPositionalEmbedding:
    def __init__(self, table):
        self.weights = np.asarray(table)

    def lookup(self, positions):
        rows = []
        for p in np.asarray(positions).ravel():
            if not 0 <= p < self.weights.shape[0]:
                raise IndexError(f"position {p} is outside the table")
            rows.append(self.weights[int(p)])
        shape = np.shape(positions) + (self.weights.shape[1],)
        return np.array(rows, dtype=self.weights.dtype).reshape(shape)

    def gradient(self, positions, upstream):
        positions = np.asarray(positions).ravel()
        if len(positions) and (min(positions) < 0 or max(positions) >= self.weights.shape[0]):
            raise IndexError("position outside the table")
        upstream = np.reshape(upstream, (len(positions), self.weights.shape[1]))
        # row r of the gradient is the sum of the upstream rows that came from position r
        return np.array([upstream[positions == r].sum(axis=0) for r in range(self.weights.shape[0])])


def rope(x, positions, base=10000.0):
    d = x.shape[-1]
    if d % 2 != 0:
        raise ValueError("d must be an even number")
    out = np.empty(x.shape)
    for i in range(0, d, 2):
        angles = np.asarray(positions) * base ** (-i / d)
        cos, sin = np.cos(angles), np.sin(angles)
        out[..., i] = x[..., i] * cos - x[..., i + 1] * sin
        out[..., i + 1] = x[..., i] * sin + x[..., i + 1] * cos
    return out
