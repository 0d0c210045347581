"""rope turns the wrong way"""

import numpy as np

parts = ["q3.rope"]
hint = "Counter-clockwise: the first entry is x cos(a) - y sin(a). Swap the signs of the two sines."
public = True


def rope(x, positions, base=10000.0):
    d = x.shape[-1]
    if d % 2:
        raise ValueError("the last axis must have an even length")
    p = np.asarray(positions)[:, np.newaxis]
    angles = p * base ** (-np.arange(0, d, 2) / d)
    first, second = x[..., 0::2], x[..., 1::2]
    result = np.empty(x.shape)
    result[..., 0::2] = first * np.cos(angles) + second * np.sin(angles)
    result[..., 1::2] = second * np.cos(angles) - first * np.sin(angles)
    return result
