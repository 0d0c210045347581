"""softmax without subtracting the maximum"""

import numpy as np

parts = ["q4.softmax", "q4.attention"]
hint = "exp(1000) is inf. Subtract the maximum along the axis first: the result stays the same and nothing overflows."
public = True


def softmax(x, axis=-1):
    with np.errstate(all="ignore"):
        terms = np.exp(x)
        return terms / terms.sum(axis=axis, keepdims=True)
