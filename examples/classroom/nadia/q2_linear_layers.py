"""Question 2: stacked linear layers, and gradients that vanish with depth.

Fill in the functions below; keep their names and arguments. Use NumPy only.
Here a layer acts on a column vector: it maps x to ``W @ x + b``, with W of shape (n_out, n_in) and b of shape (n_out,).
"""

import numpy as np


def collapse(layers: list[tuple[np.ndarray, np.ndarray]]) -> tuple[np.ndarray, np.ndarray]:
    """Replace a stack of affine layers by the one layer that does the same.

    The first pair of the list is applied first. For every x, ``W @ x + b`` must equal the result of sending x
    through all the layers one after the other.

    Arguments:
        layers: list of pairs (W_i, b_i), W_i of shape (n_out, n_in), b_i of shape (n_out,). The n_in of each layer is
            the n_out of the one before it. float64, float32 or integer arrays; they must be left as they are.

    Returns:
        The tuple (W, b): W of shape (n_out of the last layer, n_in of the first), b of shape (n_out of the last,).

    Raises:
        ValueError: when the list is empty, or when the shapes of two neighbours do not fit together.

    Example:
        >>> first = (np.array([[1.0], [2.0]]), np.array([0.0, 1.0]))
        >>> second = (np.array([[3.0, 1.0]]), np.array([10.0]))
        >>> collapse([first, second])
        (array([[5.]]), array([11.]))
    """
    if len(layers) == 0:
        raise ValueError("empty")
    (W, b), *others = layers
    W, b = W.copy(), b.copy()
    for A, c in others:
        try:
            W, b = A @ W, A @ b + c
        except ValueError as problem:
            raise ValueError("two neighbouring layers do not fit") from problem
    return W, b


def gradient_by_depth(activation: str, depth: int, x: float, w: float) -> np.ndarray:
    """Follow the size of a gradient through a deep chain of single units.

    The chain starts at ``h_0 = x`` and goes on with ``h_n = act(w * h_{n-1})``; every step uses the same w. By the
    chain rule

        d h_n / d x = act'(w * h_0) * w * act'(w * h_1) * w * ... * act'(w * h_{n-1}) * w

    Activations by name: "sigmoid" is 1 / (1 + exp(-z)), "tanh", "relu" is max(0, z), "identity" is z itself.
    The slope of relu at exactly z = 0 is taken to be 0.

    Arguments:
        activation: one of the four names above.
        depth: number of layers, at least 1.
        x: the input, a number; large ones such as 1000 or -1000 must not raise or give nan.
        w: the weight, a number of either sign.

    Returns:
        Array (depth,) whose entry n-1 is the absolute value of ``d h_n / d x``.

    Raises:
        ValueError: for any other name of an activation.

    Example:
        >>> gradient_by_depth("tanh", 3, 0.0, 0.5)
        array([0.5  , 0.25 , 0.125])
    """
    if activation not in ("sigmoid", "tanh", "relu", "identity"):
        raise ValueError("unknown activation")
    sizes = np.zeros(depth)
    gradient = 1.0
    h = x
    n = 0
    while n < depth:
        z = w * h
        if activation == "sigmoid":
            h = 0.5 + 0.5 * np.tanh(z / 2)
            gradient = gradient * h * (1 - h) * w
        elif activation == "tanh":
            h = np.tanh(z)
            gradient = gradient * (1 - h**2) * w
        elif activation == "relu":
            h = max(0.0, z)
            gradient = gradient * (z > 0) * w
        else:
            h = z
            gradient = gradient * w
        sizes[n] = abs(gradient)
    n = n + 1
    return sizes
