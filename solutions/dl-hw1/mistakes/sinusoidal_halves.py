"""all sines first, then all cosines"""

import numpy as np

parts = ["q3.sinusoidal"]
hint = "Sine and cosine take turns: encoding[:, 0::2] and encoding[:, 1::2]."
public = True
patterns = ["np.concatenate(_)", "np.hstack(_)"]


def sinusoidal_encoding(n_positions, d_model, base=10000.0):
    if d_model % 2:
        raise ValueError("d_model must be even")
    angles = np.arange(n_positions)[:, np.newaxis] / base ** (np.arange(0, d_model, 2) / d_model)
    return np.concatenate((np.sin(angles), np.cos(angles)), axis=1)
