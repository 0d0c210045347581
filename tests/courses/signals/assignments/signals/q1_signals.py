"""Convolution and pooling of one-dimensional signals. Use NumPy only."""

import numpy as np


def conv1d(x, kernel, stride=1, padding=0):
    """Slide a kernel over a signal (cross-correlation, as in deep learning).

    y[i] = sum over j of padded[i * stride + j] * kernel[j], where `padded` has `padding` zeros at either end.

    Arguments:
        x: array of shape (n,).
        kernel: array of shape (k,), k >= 1.
        stride: step between windows, at least 1.
        padding: zeros added at either end, at least 0.

    Returns:
        array of shape ((n + 2 * padding - k) // stride + 1,)

    Raises:
        ValueError: if stride < 1, or if the kernel is longer than the padded signal.

    Example:
        >>> conv1d(np.array([1.0, 4.0, 9.0]), np.array([-1.0, 1.0]))
        array([3., 5.])
    """
    raise NotImplementedError


def max_pool(x, size):
    """The largest value of each block of `size` neighbours; a last, shorter block counts too.

    Arguments:
        x: array of shape (n,), n >= 1.
        size: length of a block, at least 1.

    Returns:
        array of shape (ceil(n / size),)

    Example:
        >>> max_pool(np.array([1.0, 3.0, 2.0, 0.0]), 2)
        array([3., 2.])
    """
    raise NotImplementedError
