"""the exponent is i / d_model, not 2i / d_model"""

import numpy as np

parts = ["q3.sinusoidal"]
hint = "Pair i has the exponent 2i / d_model; np.arange(0, d_model, 2) counts 2i already, np.arange(d_model // 2) does not."
public = True


def sinusoidal_encoding(n_positions, d_model, base=10000.0):
    if d_model % 2:
        raise ValueError("d_model must be even")
    angles = np.arange(n_positions)[:, np.newaxis] / base ** (np.arange(d_model // 2) / d_model)
    encoding = np.empty((n_positions, d_model))
    encoding[:, 0::2] = np.sin(angles)
    encoding[:, 1::2] = np.cos(angles)
    return encoding
