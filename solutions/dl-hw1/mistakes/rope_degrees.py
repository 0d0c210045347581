"""rope takes radians for degrees"""

import numpy as np

parts = ["q3.rope"]
hint = "The angle p * base ** (-2i / d) is in radians, as np.sin and np.cos want it; do not convert."
public = True
patterns = ["np.deg2rad(_)", "np.radians(_)"]


def rope(x, positions, base=10000.0):
    d = x.shape[-1]
    if d % 2:
        raise ValueError("the last axis must have an even length")
    p = np.asarray(positions)[:, np.newaxis]
    angles = np.deg2rad(p * base ** (-np.arange(0, d, 2) / d))
    first, second = x[..., 0::2], x[..., 1::2]
    result = np.empty(x.shape)
    result[..., 0::2] = first * np.cos(angles) - second * np.sin(angles)
    result[..., 1::2] = first * np.sin(angles) + second * np.cos(angles)
    return result
