"""Homework 1, question 3 - Ada."""
import numpy as np


def sinusoidal_encoding(n_positions, d_model, base=10000.0):
    if d_model % 2:
        raise ValueError("d_model must be even, every sin needs its cos")
    exponents = np.arange(0, d_model, 2) / d_model
    angles = np.arange(n_positions)[:, None] / base**exponents
    table = np.empty((n_positions, d_model))
    table[:, 0::2] = np.sin(angles)
    table[:, 1::2] = np.cos(angles)
    return table


class LearnedPositionalEmbedding:
    def __init__(self, table):
        self.table = np.asarray(table)

    def _checked(self, positions):
        positions = np.asarray(positions, dtype=int)
        if positions.size and (positions.min() < 0 or positions.max() >= len(self.table)):
            raise IndexError(f"positions must lie in 0..{len(self.table) - 1}")
        return positions

    def lookup(self, positions):
        return self.table[self._checked(positions)]

    def gradient(self, positions, upstream):
        grad = np.zeros(self.table.shape, dtype=np.result_type(self.table, 1.0))
        # grad[positions] += upstream would keep only one of the repeated rows
        np.add.at(grad, self._checked(positions), upstream)
        return grad


def rope(x, positions, base=10000.0):
    x = np.asarray(x)
    d = x.shape[-1]
    if d % 2:
        raise ValueError("the last axis must be even to make pairs")
    frequency = base ** (-np.arange(0, d, 2) / d)
    angle = np.asarray(positions)[:, None] * frequency
    cos, sin = np.cos(angle), np.sin(angle)
    first, second = x[..., 0::2], x[..., 1::2]
    out = np.empty(x.shape, dtype=x.dtype if x.dtype == np.float32 else float)
    out[..., 0::2] = first * cos - second * sin
    out[..., 1::2] = first * sin + second * cos
    return out
