"""Question 3: how a transformer learns where a token stands.

Fill in the functions and the class below; keep their names and arguments. Use NumPy only.
Arrays are float64, float32 or integers and must be left as they are. Where a docstring says "list or array of ints",
both have to work.
"""

from collections.abc import Sequence

import numpy as np


def sinusoidal_encoding(n_positions: int, d_model: int, base: float = 10000.0) -> np.ndarray:
    """Build the table of sinusoidal positional encodings.

    Positions p count from 0. Columns come in neighbouring pairs i = 0, 1, ..., d_model/2 - 1 that share one angle:

        column 2i     = sin(p / base ** (2i / d_model))
        column 2i + 1 = cos(p / base ** (2i / d_model))

    Arguments:
        n_positions: number of rows, at least 1.
        d_model: number of columns, even.
        base: the longest wavelength is close to 2 pi times this.

    Returns:
        Array (n_positions, d_model), float64.

    Raises:
        ValueError: when d_model is odd.

    Example:
        >>> sinusoidal_encoding(2, 4, base=100.0).round(4)
        array([[0.    , 1.    , 0.    , 1.    ],
               [0.8415, 0.5403, 0.0998, 0.995 ]])
    """
    if d_model % 2 == 1:
        raise ValueError("d_model must be even")
    encoding = np.zeros((n_positions, d_model))
    for i in range(d_model // 2):
        angle = np.arange(n_positions) / base ** (2 * i / d_model)
        encoding[:, 2 * i] = np.sin(angle)
        encoding[:, 2 * i + 1] = np.cos(angle)
    return encoding


class LearnedPositionalEmbedding:
    """A table of position vectors that is trained like any other weight.

    Row p of the table is the vector of position p. Positions run from 0 to n_rows - 1; there is nothing beyond the
    table, and a negative position is a mistake, not a way to count from the end.

    Example:
        >>> embedding = LearnedPositionalEmbedding(np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]))
        >>> embedding.lookup([2, 0])
        array([[5., 6.],
               [1., 2.]])
        >>> embedding.gradient([1, 1], np.array([[1.0, 0.0], [10.0, 2.0]]))
        array([[ 0.,  0.],
               [11.,  2.],
               [ 0.,  0.]])
    """

    def __init__(self, table: np.ndarray) -> None:
        """Keep the table of position vectors.

        Arguments:
            table: the trained vectors, (n_rows, d_model).
        """
        self.table = table

    def lookup(self, positions: Sequence[int] | np.ndarray) -> np.ndarray:
        """Fetch the vectors of the given positions, in the given order.

        Arguments:
            positions: list or array of n ints; one position may occur several times.

        Returns:
            Array (n, d_model); row j is the table's row ``positions[j]``.

        Raises:
            IndexError: when any position is negative, or n_rows or more.
        """
        positions = np.asarray(positions)
        if (positions < 0).any() or (positions >= len(self.table)).any():
            raise IndexError("position not in the table")
        return self.table[positions]

    def gradient(self, positions: Sequence[int] | np.ndarray, upstream: np.ndarray) -> np.ndarray:
        """Compute the gradient of the loss by the table.

        `upstream[j]` is the gradient of the loss by row j of ``lookup(positions)``. A row of the table that was looked
        up several times receives the sum of all its contributions; a row that was not looked up receives zeros.
        The table itself is not changed.

        Arguments:
            positions: list or array of n ints, as given to `lookup`.
            upstream: (n, d_model).

        Returns:
            Array with the shape of the table, (n_rows, d_model).

        Raises:
            IndexError: when any position is negative, or n_rows or more.
        """
        self.lookup(positions)  # raises for bad positions
        result = np.zeros(self.table.shape)
        for position, row in zip(positions, upstream):
            result[position] += row
        return result


def rope(x: np.ndarray, positions: Sequence[int] | np.ndarray, base: float = 10000.0) -> np.ndarray:
    """Rotate vectors by their position (rotary position embedding).

    The last axis of x holds d numbers, taken as neighbouring pairs (x_{2i}, x_{2i+1}), i = 0, 1, ..., d/2 - 1. At
    position p, pair i is turned counter-clockwise by the angle ``a = p * base ** (-2i / d)`` (in radians):

        new x_{2i}     = x_{2i} * cos(a) - x_{2i+1} * sin(a)
        new x_{2i+1}   = x_{2i} * sin(a) + x_{2i+1} * cos(a)

    Arguments:
        x: vectors, (..., n, d) with any number of leading axes (none, a batch, batch and heads, ...); d is even.
            Integer arrays are treated as float64.
        positions: list or array of n ints, one for each row of the second-last axis; the same for all leading axes.
        base: sets how fast the pairs turn.

    Returns:
        Array with the shape of x.

    Raises:
        ValueError: when d is odd.

    Example:
        >>> rope(np.array([[1.0, 0.0, 1.0, 0.0], [1.0, 0.0, 1.0, 0.0]]), [0, 1], base=100.0).round(4)
        array([[1.    , 0.    , 1.    , 0.    ],
               [0.5403, 0.8415, 0.995 , 0.0998]])
    """
    d = x.shape[-1]
    if d % 2 == 1:
        raise ValueError("d must be even")
    positions = np.asarray(positions)
    result = np.zeros(x.shape)
    for i in range(d // 2):
        a = positions * base ** (-2 * i / d)
        result[..., 2 * i] = x[..., 2 * i] * np.cos(a) - x[..., 2 * i + 1] * np.sin(a)
        result[..., 2 * i + 1] = x[..., 2 * i] * np.sin(a) + x[..., 2 * i + 1] * np.cos(a)
    return result
