"""Question 1: the perceptron, XOR and the multi-layer perceptron.

Fill in the functions below; keep their names and arguments. Use NumPy only.
`X` has one sample a row, shape (n_samples, n_features); labels `y` are 0 or 1, shape (n_samples,).
Inputs are NumPy arrays of float64, float32 or integers, and must be left as they are.
"""

import numpy as np


def predict(X: np.ndarray, w: np.ndarray, b: float) -> np.ndarray:
    """Classify every row of X with a perceptron.

    The score of a row x is ``x . w + b``. The answer is 1 where the score is zero or more (the boundary
    counts as 1) and 0 elsewhere.

    Arguments:
        X: samples, (n_samples, n_features).
        w: weights, (n_features,).
        b: bias, a number.

    Returns:
        Array of the integers 0 and 1, (n_samples,).

    Example:
        >>> predict(np.array([[2.0, 1.0], [0.0, 1.0], [-1.0, 1.0]]), np.array([1.0, -1.0]), 1.0)
        array([1, 1, 0])
    """
    return (np.dot(X, w) + b >= 0).astype('int64')


def train_perceptron(
    X: np.ndarray, y: np.ndarray, *, epochs: int, learning_rate: float = 1.0
) -> tuple[np.ndarray, float, np.ndarray]:
    """Train a perceptron with Rosenblatt's rule.

    Start from ``w = 0`` and ``b = 0``. In every epoch go through the rows from first to last. Predict each row with
    the weights of that moment (boundary counts as 1, as in `predict`). Where the prediction is wrong, update at once:

        w <- w + learning_rate * (y - prediction) * x
        b <- b + learning_rate * (y - prediction)

    A row that is predicted correctly changes nothing.

    Arguments:
        X: samples, (n_samples, n_features).
        y: labels 0 or 1, (n_samples,).
        epochs: how often to go through all rows, at least 1.
        learning_rate: size of a step, positive.

    Returns:
        The tuple (w, b, mistakes): weights (n_features,), bias (a number), and an integer array (epochs,) in which
        ``mistakes[e]`` is the number of updates made in epoch e. It has `epochs` entries also if training is done early.

    Example:
        >>> w, b, mistakes = train_perceptron(np.array([[-1.0], [1.0]]), np.array([0, 1]), epochs=3)
        >>> w, b, mistakes
        (array([1.]), -1.0, array([1, 0, 0]))
    """
    weights = np.zeros(X.shape[1])
    bias = 0.0
    counts = []
    while len(counts) < epochs:
        before = 0
        for k, x in enumerate(X):
            z = x.dot(weights) + bias
            update = learning_rate * (y[k] - (z >= 0))
            if update != 0:
                weights = weights + update * x
                bias += update
                before += 1
        counts.append(before)
    return weights, float(bias), np.array(counts)


def forward(X: np.ndarray, W1: np.ndarray, b1: np.ndarray, W2: np.ndarray, b2: np.ndarray) -> np.ndarray:
    """Run a network with one hidden layer: tanh inside, a sigmoid at the end.

    With the sigmoid ``s(z) = 1 / (1 + exp(-z))``:

        hidden = tanh(X @ W1 + b1)
        probability = s(hidden @ W2 + b2)

    The result is finite for any finite input: a very large z gives 1.0, a very negative one gives 0.0, never nan.

    Arguments:
        X: samples, (n_samples, n_features).
        W1: weights of the hidden layer, (n_features, n_hidden).
        b1: its biases, (n_hidden,).
        W2: weights of the output, (n_hidden, 1).
        b2: its bias, (1,).

    Returns:
        The probability of label 1 for every row, one axis only: (n_samples,).

    Example:
        >>> X = np.array([[0.0, 0.0], [1.0, 0.0]])
        >>> W1, b1 = np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([0.0, 0.0])
        >>> W2, b2 = np.array([[2.0], [-1.0]]), np.array([0.0])
        >>> forward(X, W1, b1, W2, b2).round(4)
        array([0.5  , 0.821])
    """
    z = np.tanh(X @ W1 + b1) @ W2 + b2
    return (0.5 + 0.5 * np.tanh(z / 2)).ravel()


def gradients(
    X: np.ndarray, y: np.ndarray, W1: np.ndarray, b1: np.ndarray, W2: np.ndarray, b2: np.ndarray
) -> dict[str, np.ndarray]:
    """Differentiate the mean binary cross-entropy of `forward` by every parameter.

    With p = forward(X, W1, b1, W2, b2) the loss is the mean over all rows of

        -(y * log(p) + (1 - y) * log(1 - p))

    Derive the gradients by hand (backpropagation) and program the result; no finite differences.
    Hint: by z, the input of the sigmoid, the loss of one row has the simple derivative ``p - y``. Written that way,
    the gradients stay finite even where p is exactly 0 or 1, and that is asked for.

    Arguments:
        X: samples, (n_samples, n_features).
        y: labels 0 or 1, (n_samples,).
        W1, b1, W2, b2: parameters as in `forward`.

    Returns:
        A dict with the keys "W1", "b1", "W2" and "b2"; each gradient has the shape of its parameter.

    Example:
        >>> X, y = np.array([[1.0], [-1.0]]), np.array([1, 0])
        >>> found = gradients(X, y, np.array([[0.5]]), np.array([0.0]), np.array([[1.0]]), np.array([0.0]))
        >>> {name: value.round(4).tolist() for name, value in found.items()}
        {'W1': [[-0.3039]], 'b1': [0.0], 'W2': [[-0.1786]], 'b2': [0.0]}
    """
    a = np.tanh(X @ W1 + b1)
    delta = (forward(X, W1, b1, W2, b2) - y) / len(X)
    inner = np.outer(delta, W2) * (1 - a**2)
    return {"W1": X.T @ inner, "b1": inner.sum(0), "W2": (a.T @ delta).reshape(-1, 1), "b2": np.array([delta.sum()])}


def train_xor(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Train the network of `forward` on the four rows of XOR.

    The rows are (0,0) -> 0, (0,1) -> 1, (1,0) -> 1, (1,1) -> 0. Draw the starting weights with `seed`, for instance
    from ``np.random.default_rng(seed)``, then use `gradients` to go downhill. How many hidden units, which learning
    rate and how many steps is up to you. The same seed must give the same parameters.

    Every seed has to work, not only a lucky one: try a few dozen. More hidden units than the bare minimum, or a new
    start when training got stuck, help. One call should take well under a second; it is stopped after ten.

    Arguments:
        seed: an integer, zero or more.

    Returns:
        The tuple (W1, b1, W2, b2), shaped as in `forward`, such that `forward` gives at least 0.5 for the rows with
        label 1 and less than 0.5 for the rows with label 0.

    Example:
        >>> X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
        >>> W1, b1, W2, b2 = train_xor(0)
        >>> (forward(X, W1, b1, W2, b2) >= 0.5).tolist()
        [False, True, True, False]
    """
    data = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    labels = np.array([0.0, 1.0, 1.0, 0.0])
    generator = np.random.default_rng(seed)
    W1 = generator.uniform(-3, 3, size=(2, 10))
    b1 = generator.uniform(-1, 1, size=10)
    W2 = generator.uniform(-1, 1, size=(10, 1))
    b2 = np.zeros(1)
    for _ in range(2000):
        g = gradients(data, labels, W1, b1, W2, b2)
        W1, b1, W2, b2 = W1 - 0.8 * g["W1"], b1 - 0.8 * g["b1"], W2 - 0.8 * g["W2"], b2 - 0.8 * g["b2"]
    return W1, b1, W2, b2
