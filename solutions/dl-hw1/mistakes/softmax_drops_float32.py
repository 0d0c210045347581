"""softmax turns float32 into float64"""

import numpy as np

parts = ["q4.softmax"]
hint = "Compute in the dtype of x: leave out astype(float) and dtype=float."


def softmax(x, axis=-1):
    x = np.asarray(x, dtype=float)
    terms = np.exp(x - x.max(axis=axis, keepdims=True))
    return terms / terms.sum(axis=axis, keepdims=True)
