import numpy as np


def sinusoidal_encoding(n_positions, d_model, base=10000.0):
    if d_model % 2 == 1:
        raise ValueError("odd d_model")
    p = np.arange(n_positions, dtype=float).reshape(-1, 1)
    k = np.arange(d_model // 2, dtype=float).reshape(1, -1)
    ang = p * np.power(base, -2 * k / d_model)
    # stack sin and cos on a new last axis, then flatten it: s0 c0 s1 c1 ...
    return np.stack([np.sin(ang), np.cos(ang)], axis=-1).reshape(n_positions, d_model)


class LearnedPositionalEmbedding:
    def __init__(self, table):
        self.table = np.array(table)
        self.n = self.table.shape[0]

    def _ok(self, positions):
        for p in np.ravel(positions):
            if p < 0 or p >= self.n:
                raise IndexError("position %d outside the table" % p)

    def lookup(self, positions):
        self._ok(positions)
        return self.table[np.asarray(positions, dtype=int)]

    def gradient(self, positions, upstream):
        self._ok(positions)
        g = np.zeros(self.table.shape)
        onehot = np.eye(self.n)[np.asarray(positions, dtype=int).ravel()]
        g += onehot.T @ np.asarray(upstream).reshape(-1, self.table.shape[1])
        return g


def rope(x, positions, base=10000.0):
    d = x.shape[-1]
    if d % 2 == 1:
        raise ValueError("odd number of features")
    k = np.arange(d // 2)
    ang = np.outer(positions, base ** (-2.0 * k / d))
    # complex numbers do the rotation for me
    z = x[..., 0::2] + 1j * x[..., 1::2]
    z = z * np.exp(1j * ang)
    return np.stack([z.real, z.imag], axis=-1).reshape(x.shape)
