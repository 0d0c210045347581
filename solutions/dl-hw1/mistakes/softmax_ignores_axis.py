"""softmax ignores its axis argument"""

import numpy as np

parts = ["q4.softmax"]
hint = "You always use the last axis; pass `axis` on to max and sum."
public = True
patterns = ["_.sum(axis=-1)", "np.sum(_, axis=-1)", "_.sum(axis=1)", "np.sum(_, axis=1)"]


def softmax(x, axis=-1):
    terms = np.exp(x - x.max(axis=-1, keepdims=True))
    return terms / terms.sum(axis=-1, keepdims=True)
