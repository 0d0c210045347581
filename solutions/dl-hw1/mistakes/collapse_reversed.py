"""the layers are multiplied in the wrong order"""

import numpy as np

parts = ["q2.collapse"]
hint = "The first layer acts first, so it stands on the right: W2 @ W1, and W2 @ b1 + b2."
public = True


def collapse(layers):
    if len(layers) == 0:
        raise ValueError("no layers")
    W, b = (np.array(value) for value in layers[0])
    for next_W, next_b in layers[1:]:
        W, b = W @ next_W, W @ next_b + b
    return W, b
