"""positions count from one"""

import numpy as np

parts = ["q3.sinusoidal"]
hint = "The first row is position 0: its sines are 0 and its cosines are 1."
public = True
patterns = ["np.arange(1, _)"]


def sinusoidal_encoding(n_positions, d_model, base=10000.0):
    if d_model % 2:
        raise ValueError("d_model must be even")
    angles = np.arange(1, n_positions + 1)[:, np.newaxis] / base ** (np.arange(0, d_model, 2) / d_model)
    encoding = np.empty((n_positions, d_model))
    encoding[:, 0::2] = np.sin(angles)
    encoding[:, 1::2] = np.cos(angles)
    return encoding
