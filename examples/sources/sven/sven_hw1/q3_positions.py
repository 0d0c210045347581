import numpy as np

from basics import frequencies


def sinusoidal_encoding(n_positions, d_model, base=10000.0):
    angle = np.outer(np.arange(n_positions), frequencies(d_model, base))
    waves = np.exp(1j * angle)
    table = np.empty((n_positions, d_model))
    table[:, 0::2] = waves.imag
    table[:, 1::2] = waves.real
    return table


class LearnedPositionalEmbedding:
    def __init__(self, table):
        self.table = table

    def lookup(self, positions):
        return self.one_hot(positions) @ self.table

    def gradient(self, positions, upstream):
        return self.one_hot(positions).T @ upstream

    def one_hot(self, positions):
        n = self.table.shape[0]
        matrix = np.zeros((len(positions), n))
        for row, position in enumerate(positions):
            if position not in range(n):
                raise IndexError(f"position {position}, but the table has {n} rows")
            matrix[row, position] = 1.0
        return matrix


def rope(x, positions, base=10000.0):
    angle = np.outer(positions, frequencies(x.shape[-1], base))
    turned = np.zeros(x.shape)
    turned[..., 0::2] = x[..., 0::2] * np.cos(angle) - x[..., 1::2] * np.sin(angle)
    turned[..., 1::2] = x[..., 0::2] * np.sin(angle) + x[..., 1::2] * np.cos(angle)
    return turned
