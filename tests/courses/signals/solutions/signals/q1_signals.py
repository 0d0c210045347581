"""Reference of question 1."""

import numpy as np


def conv1d(x, kernel, stride=1, padding=0):
    if stride < 1:
        raise ValueError("stride must be at least 1")
    padded = np.pad(np.asarray(x), padding)
    if len(kernel) > len(padded):
        raise ValueError("the kernel is longer than the signal")
    return np.lib.stride_tricks.sliding_window_view(padded, len(kernel))[::stride] @ kernel


def max_pool(x, size):
    return np.maximum.reduceat(x, np.arange(0, len(x), size))
