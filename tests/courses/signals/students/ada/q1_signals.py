from __future__ import annotations
import math
import numpy as np
from helper_stuff import window_start

def conv1d(x: np.ndarray, kernel: np.ndarray, stride: int = 1, padding: int = 0) -> np.ndarray:
    x = list(x); k = list(kernel)
    if stride < 1:
        raise ValueError(f"bad stride {stride}")
    p = [0.0] * padding + x + [0.0] * padding
    if len(k) > len(p):
        raise ValueError("too long")
    n = (len(p) - len(k)) // stride + 1
    out = np.zeros(n)
    for i in range(n):
        s = 0.0
        for j in range(len(k)):
            s += p[window_start(i, stride) + j] * k[j]
        out[i] = s
    print("debug", out)
    return out

def max_pool(x, size):
    out = []
    for b in range(math.ceil(len(x) / size)):
        out.append(max(x[b * size:(b + 1) * size]))
    return np.array(out)
