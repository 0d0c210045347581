"""Reference for question 2: collapsing affine layers, gradients by depth."""

from collections.abc import Callable

import numpy as np


def collapse(layers: list[tuple[np.ndarray, np.ndarray]]) -> tuple[np.ndarray, np.ndarray]:
    """Fold the layers from first to last into one pair (W, b)."""
    if len(layers) == 0:
        raise ValueError("there is no layer to collapse")
    W, b = (np.array(value) for value in layers[0])
    for number, (next_W, next_b) in enumerate(layers[1:], start=2):
        if next_W.shape[1] != W.shape[0] or next_b.shape != next_W.shape[:1]:
            raise ValueError(f"layer {number} of shape {next_W.shape} does not fit on {W.shape[0]} numbers")
        # next_W (W x + b) + next_b: the later matrix stands on the left, and it also acts on the bias so far.
        W, b = next_W @ W, next_W @ b + next_b
    return W, b


def _sigmoid(z: float) -> float:
    """1 / (1 + exp(-z)) without overflow on either side."""
    small = float(np.exp(-abs(z)))
    return 1 / (1 + small) if z >= 0 else small / (1 + small)


# Each activation with its slope; both take z, the number that goes into the unit.
_ACTIVATIONS: dict[str, tuple[Callable[[float], float], Callable[[float], float]]] = {
    "sigmoid": (_sigmoid, lambda z: _sigmoid(z) * (1 - _sigmoid(z))),
    "tanh": (lambda z: float(np.tanh(z)), lambda z: 1 - float(np.tanh(z)) ** 2),
    "relu": (lambda z: max(0.0, z), lambda z: 1.0 if z > 0 else 0.0),
    "identity": (lambda z: z, lambda z: 1.0),
}


def gradient_by_depth(activation: str, depth: int, x: float, w: float) -> np.ndarray:
    """Multiply one factor slope * w a layer; the slope is taken where that layer really is, not at x."""
    if activation not in _ACTIVATIONS:
        raise ValueError(f"unknown activation {activation!r}; known are {', '.join(_ACTIVATIONS)}")
    act, slope = _ACTIVATIONS[activation]
    sizes = np.zeros(depth)
    h, gradient = float(x), 1.0
    for n in range(depth):
        z = w * h
        gradient *= slope(z) * w
        sizes[n] = abs(gradient)
        h = act(z)
    return sizes
