"""softmax over the whole array at once"""

import numpy as np

parts = ["q4.softmax", "q4.attention", "q4.multi_head"]
hint = "np.sum without an axis adds up everything; give it `axis=axis, keepdims=True`."
public = True


def softmax(x, axis=-1):
    terms = np.exp(x - x.max())
    return terms / terms.sum()
