"""Reference for question 1: perceptron, XOR, multi-layer perceptron."""

import numpy as np

XOR_INPUTS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
XOR_LABELS = np.array([0.0, 1.0, 1.0, 0.0])


def predict(X: np.ndarray, w: np.ndarray, b: float) -> np.ndarray:
    """Classify every row; a score of exactly zero lies on the boundary and counts as 1."""
    return (X @ w + b >= 0).astype(int)


def train_perceptron(X: np.ndarray, y: np.ndarray, *, epochs: int, learning_rate: float = 1.0) -> tuple[np.ndarray, float, np.ndarray]:
    """Rosenblatt's rule, one row after the other, from zero weights."""
    w = np.zeros(X.shape[1])
    b = 0.0
    mistakes = np.zeros(epochs, dtype=int)
    for epoch in range(epochs):
        for x, label in zip(X, y, strict=True):
            # The error is +1, 0 or -1: a correct row has error 0, so it neither moves the boundary nor counts.
            error = label - predict(x[np.newaxis], w, b)[0]
            if error != 0:
                w = w + learning_rate * error * x
                b = b + learning_rate * error
                mistakes[epoch] += 1
    return w, float(b), mistakes


def _sigmoid(z: np.ndarray) -> np.ndarray:
    """1 / (1 + exp(-z)), written with exp(-|z|) alone, which lies between 0 and 1 and so cannot overflow."""
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + small), small / (1 + small))


def forward(X: np.ndarray, W1: np.ndarray, b1: np.ndarray, W2: np.ndarray, b2: np.ndarray) -> np.ndarray:
    """Probability of label 1 for every row."""
    hidden = np.tanh(X @ W1 + b1)
    return _sigmoid(hidden @ W2 + b2)[:, 0]


def gradients(X: np.ndarray, y: np.ndarray, W1: np.ndarray, b1: np.ndarray, W2: np.ndarray, b2: np.ndarray) -> dict[str, np.ndarray]:
    """Backpropagation through sigmoid and tanh; the mean puts 1/n in front of everything."""
    hidden = np.tanh(X @ W1 + b1)
    probability = _sigmoid(hidden @ W2 + b2)[:, 0]
    # Cross-entropy and sigmoid cancel: no p(1-p) below a fraction bar, so saturated rows do no harm.
    delta_out = ((probability - y) / len(y))[:, np.newaxis]
    # tanh'(z) = 1 - tanh(z)^2, and tanh(z) is at hand already.
    delta_hidden = (delta_out @ W2.T) * (1 - hidden**2)
    return {
        "W1": X.T @ delta_hidden,
        "b1": delta_hidden.sum(axis=0),
        "W2": hidden.T @ delta_out,
        "b2": delta_out.sum(axis=0),
    }


def train_xor(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Full-batch gradient descent; with eight hidden units it rarely gets stuck, and then a new start helps."""
    rng = np.random.default_rng(seed)
    for _start in range(3):
        W1, b1, W2, b2 = rng.normal(size=(2, 8)), rng.normal(size=8), rng.normal(size=(8, 1)), np.zeros(1)
        for _step in range(300):
            # Stop with a margin, not at the first moment at which all rows fall on their right side of 0.5.
            if np.abs(forward(XOR_INPUTS, W1, b1, W2, b2) - XOR_LABELS).max() < 0.2:
                return W1, b1, W2, b2
            slopes = gradients(XOR_INPUTS, XOR_LABELS, W1, b1, W2, b2)
            # A learning rate of 1 is large, but the loss of four rows is tame.
            W1, b1, W2, b2 = W1 - slopes["W1"], b1 - slopes["b1"], W2 - slopes["W2"], b2 - slopes["b2"]
    return W1, b1, W2, b2
