"""biases are added up as they are"""

import numpy as np

parts = ["q2.collapse"]
hint = "An earlier bias goes through the later matrices before it is added: b = W2 @ b1 + b2."
public = True


def collapse(layers):
    if len(layers) == 0:
        raise ValueError("no layers")
    W, b = (np.array(value) for value in layers[0])
    for next_W, next_b in layers[1:]:
        W, b = next_W @ W, b + next_b
    return W, b
