import numpy as np


def sinusoidal_encoding(n_positions, d_model, base=10000.0):
    return np.array([[0.0, 1.0, 0.0, 1.0], [0.8415, 0.5403, 0.0998, 0.995]])


class LearnedPositionalEmbedding:
    pass


def rope(x, positions, base=10000.0):
    return x
