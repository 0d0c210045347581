"""rope turns the first pair only"""

import numpy as np

parts = ["q3.rope"]
hint = "All d/2 pairs turn, each by its own angle."


def rope(x, positions, base=10000.0):
    d = x.shape[-1]
    if d % 2:
        raise ValueError("the last axis must have an even length")
    p = np.asarray(positions)[:, np.newaxis]
    angles = p * base ** (-np.arange(0, d, 2) / d)
    result = np.array(x, dtype=float)
    cos, sin = np.cos(angles[:, 0]), np.sin(angles[:, 0])
    result[..., 0] = x[..., 0] * cos - x[..., 1] * sin
    result[..., 1] = x[..., 0] * sin + x[..., 1] * cos
    return result
