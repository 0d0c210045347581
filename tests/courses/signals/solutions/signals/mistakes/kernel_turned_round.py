"""a convolution with the kernel turned round"""

parts = ["q1.conv1d"]
hint = "Do not turn the kernel round: this is a cross-correlation, as the formula says."
public = True

import numpy as np  # noqa: E402


def conv1d(x, kernel, stride=1, padding=0):
    if stride < 1 or len(kernel) > len(x) + 2 * padding:
        raise ValueError
    return np.convolve(np.pad(x, padding), kernel, mode="valid")[::stride]
