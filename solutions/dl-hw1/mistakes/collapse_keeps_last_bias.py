"""earlier biases are lost"""

import numpy as np

parts = ["q2.collapse"]
hint = "The bias so far goes through the next matrix too: b = W2 @ b1 + b2, not b2 alone."
public = True


def collapse(layers):
    if len(layers) == 0:
        raise ValueError("no layers")
    W, b = (np.array(value) for value in layers[0])
    for next_W, next_b in layers[1:]:
        W, b = next_W @ W, np.array(next_b)
    return W, b
