import numpy as np


def sinusoidal_encoding(n_positions, d_model, base=10000.0):
    if d_model % 2 == 1:
        raise ValueError("d_model is od")
    enc = np.zeros((n_positions, d_model))
    for pos in range(n_positions):
        for j in range(d_model):
            freqency = 1 / base ** ((j - j % 2) / d_model)
            if j % 2 == 0:
                enc[pos][j] = np.sin(pos * freqency)
            else:
                enc[pos][j] = np.cos(pos * freqency)
    return enc


class LearnedPositionalEmbedding:
    def __init__(self, table):
        self.tabel = table

    def cheack(self, positions):
        for p in positions:
            if p < 0 or p >= self.tabel.shape[0]:
                raise IndexError("to far: " + str(p))

    def lookup(self, positions):
        self.cheack(positions)
        return np.stack([self.tabel[p] for p in positions])

    def gradient(self, positions, upstream):
        self.cheack(positions)
        g = np.zeros(self.tabel.shape)
        for j, p in enumerate(positions):
            g[p, :] += upstream[j, :]
        return g


def rope(x, positions, base=10000.0):
    d = x.shape[-1]
    if d % 2 == 1:
        raise ValueError("d is od")
    ang = np.zeros((len(positions), d // 2))
    for j, p in enumerate(positions):
        for i in range(d // 2):
            ang[j, i] = p / base ** (2 * i / d)
    evn = x[..., 0::2]
    od = x[..., 1::2]
    res = np.zeros(x.shape)
    res[..., 0::2] = evn * np.cos(ang) - od * np.sin(ang)
    res[..., 1::2] = evn * np.sin(ang) + od * np.cos(ang)
    return res
