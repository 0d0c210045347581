"""sine and cosine are swapped"""

import numpy as np

parts = ["q3.sinusoidal"]
hint = "Sine goes into the even columns 0, 2, 4, ..., cosine into the odd ones."
public = True


def sinusoidal_encoding(n_positions, d_model, base=10000.0):
    if d_model % 2:
        raise ValueError("d_model must be even")
    angles = np.arange(n_positions)[:, np.newaxis] / base ** (np.arange(0, d_model, 2) / d_model)
    encoding = np.empty((n_positions, d_model))
    encoding[:, 0::2] = np.cos(angles)
    encoding[:, 1::2] = np.sin(angles)
    return encoding
