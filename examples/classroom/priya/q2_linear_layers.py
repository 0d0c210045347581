import numpy as np

from mylib.maths import logistic, note


def collapse(layers):
    if len(layers) == 0:
        raise ValueError("an empty list has no layer to return")
    for (A, a), (B, b) in zip(layers[:-1], layers[1:]):
        if B.shape[1] != A.shape[0]:
            raise ValueError(f"{B.shape} does not chain with {A.shape}")
    bias = layers[0][1].copy()
    for W, b in layers[1:]:
        bias = W @ bias + b
    weights = [W for W, _ in reversed(layers)]
    product = np.linalg.multi_dot(weights) if len(weights) > 1 else weights[0].copy()
    note(f"collapsed {len(layers)} layers to {product.shape}")
    return product, bias


def gradient_by_depth(activation, depth, x, w):
    if activation not in ("sigmoid", "tanh", "relu", "identity"):
        raise ValueError(f"activation {activation!r}?")
    h, g = np.float64(x), np.float64(1)
    out = []
    for _ in range(depth):
        z = w * h
        if activation == "sigmoid":
            h = logistic(z)
            g = g * w * h * (1 - h)
        elif activation == "tanh":
            h = np.tanh(z)
            g = g * w * (1 - h * h)
        elif activation == "relu":
            h = np.fmax(z, 0)
            g = g * w * np.where(z > 0, np.divide(z, z), 0)   # 0/0 warns but is not used
        else:
            h = z
            g = g * w
        out.append(np.abs(g))
    return np.array(out)
