"""a shorter last block that is dropped"""

parts = ["q1.max_pool"]
hint = "Count the last, shorter block too."

import numpy as np  # noqa: E402


def max_pool(x, size):
    return np.asarray(x)[: len(x) // size * size].reshape(-1, size).max(axis=1)
