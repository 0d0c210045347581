"""Reference for question 3: sinusoidal, learned and rotary positions."""

from collections.abc import Sequence

import numpy as np


def sinusoidal_encoding(n_positions: int, d_model: int, base: float = 10000.0) -> np.ndarray:
    """Sin in the even columns, cos in the odd ones; both columns of a pair share their angle."""
    if d_model % 2:
        raise ValueError(f"d_model must be even, not {d_model}: every sine needs its cosine")
    # `even` is the 2i of the formula, so it is not doubled again below.
    even = np.arange(0, d_model, 2)
    angles = np.arange(n_positions)[:, np.newaxis] / base ** (even / d_model)
    encoding = np.empty((n_positions, d_model))
    encoding[:, 0::2] = np.sin(angles)
    encoding[:, 1::2] = np.cos(angles)
    return encoding


class LearnedPositionalEmbedding:
    """A trained table of position vectors."""

    def __init__(self, table: np.ndarray) -> None:
        """Keep the table."""
        self.table = table

    def _checked(self, positions: Sequence[int] | np.ndarray) -> np.ndarray:
        """Positions as an array; NumPy itself would let negative ones count from the end."""
        rows = np.asarray(positions)
        if np.any(rows < 0) or np.any(rows >= len(self.table)):
            raise IndexError(f"positions must lie between 0 and {len(self.table) - 1}")
        return rows

    def lookup(self, positions: Sequence[int] | np.ndarray) -> np.ndarray:
        """One row of the table a position."""
        return self.table[self._checked(positions)]

    def gradient(self, positions: Sequence[int] | np.ndarray, upstream: np.ndarray) -> np.ndarray:
        """Sum the upstream gradients of every row."""
        result = np.zeros_like(self.table)
        # `result[rows] += upstream` would keep only the last contribution of a repeated row; add.at keeps all.
        np.add.at(result, self._checked(positions), upstream)
        return result


def rope(x: np.ndarray, positions: Sequence[int] | np.ndarray, base: float = 10000.0) -> np.ndarray:
    """Turn neighbouring pairs counter-clockwise by an angle that grows with the position."""
    width = x.shape[-1]
    if width % 2:
        raise ValueError(f"the last axis must have an even length, not {width}: it is taken in pairs")
    # The table of angles has no leading axes: broadcasting carries it over batches and heads.
    angles = np.asarray(positions)[:, np.newaxis] * base ** (-np.arange(0, width, 2) / width)
    # An integer array could not hold the rotated values; float32 stays float32.
    result = np.empty(x.shape, dtype=np.result_type(x.dtype, np.float32))
    first, second = x[..., 0::2], x[..., 1::2]
    result[..., 0::2] = first * np.cos(angles) - second * np.sin(angles)
    result[..., 1::2] = first * np.sin(angles) + second * np.cos(angles)
    return result
