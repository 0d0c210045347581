"""Question 3 in plain loops, as a beginner writes it."""

import math

import numpy as np


def sinusoidal_encoding(n_positions, d_model, base=10000.0):
    if d_model % 2 != 0:
        raise ValueError
    pe = np.zeros((n_positions, d_model))
    for p in range(n_positions):
        for c in range(d_model):
            i = c // 2
            angle = p * math.exp(-2 * i / d_model * math.log(base))
            pe[p, c] = math.sin(angle) if c % 2 == 0 else math.cos(angle)
    return pe


class LearnedPositionalEmbedding:
    def __init__(self, table):
        self.rows = [list(row) for row in table]

    def check(self, p):
        if p < 0 or p >= len(self.rows):
            raise IndexError(f"no position {p}")

    def lookup(self, positions):
        out = []
        for p in positions:
            self.check(p)
            out.append(self.rows[p])
        return np.array(out)

    def gradient(self, positions, upstream):
        g = np.zeros((len(self.rows), len(self.rows[0])))
        for j, p in enumerate(positions):
            self.check(p)
            for c in range(len(self.rows[0])):
                g[p][c] += upstream[j][c]
        return g


def rope(x, positions, base=10000.0):
    d = x.shape[-1]
    if d % 2 == 1:
        raise ValueError("odd")
    out = x.astype(float)
    flat = out.reshape(-1, d)
    n = len(positions)
    for r in range(len(flat)):
        for i in range(d // 2):
            a = float(positions[r % n]) / base ** (2 * i / d)
            u, v = flat[r, 2 * i], flat[r, 2 * i + 1]
            flat[r, 2 * i] = u * math.cos(a) - v * math.sin(a)
            flat[r, 2 * i + 1] = u * math.sin(a) + v * math.cos(a)
    return flat.reshape(x.shape)
