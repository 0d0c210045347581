"""softmax ignores its axis argument"""

import numpy as np

parts = ["q4.softmax"]
hint = "You always use the last axis; pass `axis` on to max and sum."


def softmax(x, axis=-1):
    terms = np.exp(x - x.max(axis=-1, keepdims=True))
    return terms / terms.sum(axis=-1, keepdims=True)
