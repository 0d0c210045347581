"""softmax over the first axis in place of the last"""

import numpy as np

parts = ["q4.softmax", "q4.attention", "q4.multi_head"]
hint = "Let the maximum and the sum follow the `axis` argument, which is the last axis unless told otherwise."
public = True
patterns = ["_.sum(axis=0)", "np.sum(_, axis=0)", "_.max(axis=0)", "np.max(_, axis=0)"]


def softmax(x, axis=-1):
    terms = np.exp(x - x.max(axis=0, keepdims=True))
    return terms / terms.sum(axis=0, keepdims=True)
