"""rope pairs the first half with the second half"""

import numpy as np

parts = ["q3.rope"]
hint = "Pairs are neighbours here: columns 0 and 1, 2 and 3, ... Slice with x[..., 0::2] and x[..., 1::2]."
public = True


def rope(x, positions, base=10000.0):
    d = x.shape[-1]
    if d % 2:
        raise ValueError("the last axis must have an even length")
    p = np.asarray(positions)[:, np.newaxis]
    angles = p * base ** (-np.arange(0, d, 2) / d)
    first, second = x[..., : d // 2], x[..., d // 2 :]
    turned = (first * np.cos(angles) - second * np.sin(angles), first * np.sin(angles) + second * np.cos(angles))
    return np.concatenate(turned, axis=-1)
