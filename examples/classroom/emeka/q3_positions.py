import numpy as np


def sinusoidal_encoding(n_positions, d_model, base=10000.0):
    if d_model % 2:
        raise ValueError(f"d_model={d_model} is odd")
    rows = []
    for p in range(n_positions):
        row = []
        for i in range(d_model // 2):
            angle = p / base ** (2 * i / d_model)
            row += [np.sin(angle), np.cos(angle)]
        rows.append(row)
    return np.array(rows, dtype=float).reshape(n_positions, d_model)


class LearnedPositionalEmbedding:
    def __init__(self, table):
        self.table = np.asarray(table)

    def lookup(self, positions):
        index = np.asarray(positions, dtype=int)
        if (index < 0).any() or (index >= len(self.table)).any():
            raise IndexError("position outside of the table")
        return self.table[index]

    def gradient(self, positions, upstream):
        self.lookup(positions)  # for the IndexError
        grad = np.zeros(self.table.shape)
        np.add.at(grad, np.asarray(positions, dtype=int), upstream)
        return grad


def rope(x, positions, base=10000.0):
    """Rotates the vectors, the way I have seen it in a well known library."""
    d = x.shape[-1]
    if d % 2:
        raise ValueError("odd feature size")
    freq = base ** (-np.arange(0, d, 2) / d)
    angle = np.outer(positions, freq)
    cos = np.concatenate([np.cos(angle), np.cos(angle)], axis=-1)
    sin = np.concatenate([np.sin(angle), np.sin(angle)], axis=-1)
    x1, x2 = x[..., : d // 2], x[..., d // 2 :]
    rotated_half = np.concatenate([-x2, x1], axis=-1)
    return x * cos + rotated_half * sin
