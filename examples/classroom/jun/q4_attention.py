"""Question 4: softmax, scaled dot-product attention and its many heads.

Fill in the functions below; keep their names and arguments. Use NumPy only.
Arrays are float64, float32 or integers and must be left as they are. "..." in a shape stands for any number of
leading batch axes, also none.
"""

import numpy as np


def softmax(x: np.ndarray, axis: int = -1) -> np.ndarray:
    """Turn scores into weights that are positive and sum to 1 along one axis.

        softmax(x)_j = exp(x_j) / sum_k exp(x_k)

    It must be stable: scores such as 10000 or -10000 give no nan and no inf. (Subtracting the same number from all
    scores does not change the result.) A score of -inf gets the weight 0; at least one score along the axis is finite.

    Arguments:
        x: scores, an array of any shape with at least one axis.
        axis: the axis along which the weights sum to 1; negative numbers count from the end.

    Returns:
        Array with the shape of x. float32 stays float32; float64 and integers give float64.

    Example:
        >>> softmax(np.array([[0.0, np.log(3.0)], [5.0, 5.0]]))
        array([[0.25, 0.75],
               [0.5 , 0.5 ]])
    """
    raise NotImplementedError


def attention(Q: np.ndarray, K: np.ndarray, V: np.ndarray, mask: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Scaled dot-product attention.

        weights = softmax(Q @ K^T / sqrt(d_k)) over the keys
        output  = weights @ V

    d_k is the width of the keys. K^T swaps the last two axes only. With a mask, the keys that a query may not attend
    to get the weight 0 and the others share 1 among them. A query that may attend to nothing at all gets zeros: its
    row of `weights` and its row of `output` are 0, not nan. Large scores (10000, say) must not give nan either.

    Arguments:
        Q: queries, (..., n_q, d_k).
        K: keys, (..., n_k, d_k).
        V: values, (..., n_k, d_v); d_v may differ from d_k.
        mask: boolean, broadcastable to (..., n_q, n_k); True means "may attend". None means that all may.
            For a causal model with n tokens: ``np.tril(np.ones((n, n), dtype=bool))``.

    Returns:
        The tuple (output, weights): (..., n_q, d_v) and (..., n_q, n_k).

    Example:
        >>> Q = K = np.zeros((2, 4))
        >>> V = np.array([[2.0], [4.0]])
        >>> output, weights = attention(Q, K, V, mask=np.tril(np.ones((2, 2), dtype=bool)))
        >>> output
        array([[2.],
               [3.]])
        >>> weights
        array([[1. , 0. ],
               [0.5, 0.5]])
    """
    raise NotImplementedError


def multi_head_attention(
    X: np.ndarray,
    Wq: np.ndarray,
    Wk: np.ndarray,
    Wv: np.ndarray,
    Wo: np.ndarray,
    n_heads: int,
    mask: np.ndarray | None = None,
) -> np.ndarray:
    """Self-attention with several heads.

    Project once, ``X @ Wq``, ``X @ Wk`` and ``X @ Wv``. With ``d_head = d_model / n_heads``, head h = 0, 1, ... takes
    the columns h * d_head up to (but not including) (h+1) * d_head of each projection and runs `attention` on them, so
    that every head scales by the square root of d_head. The outputs of the heads are put side by side in
    order, and the result is multiplied by Wo. There are no biases.

    Arguments:
        X: tokens, (..., n, d_model).
        Wq, Wk, Wv, Wo: weights, (d_model, d_model) each.
        n_heads: number of heads.
        mask: boolean, broadcastable to (..., n, n), the same for all heads; True means "may attend". None: all may.

    Returns:
        Array (..., n, d_model).

    Raises:
        ValueError: when d_model is not divisible by n_heads.

    Example:
        >>> X, eye = np.array([[4.0, 0.0], [0.0, 2.0]]), np.eye(2)
        >>> multi_head_attention(X, 0.0 * eye, eye, eye, eye, n_heads=2)
        array([[2., 1.],
               [2., 1.]])
    """
    raise NotImplementedError


def projection_parameters(d_model: int, n_heads: int, bias: bool = False) -> dict[str, int | tuple[int, int]]:
    """Count the parameters of the query, key and value projections of multi-head attention.

    All heads together; the output projection is not counted. Each of the three projections is one matrix that maps
    d_model numbers to d_model numbers, with d_model biases more if `bias` is True.

    Arguments:
        d_model: width of the model.
        n_heads: number of heads.
        bias: whether the projections have biases.

    Returns:
        A dict: "d_head" is the width of one head, an int; "shape" is the shape of one projection matrix, a tuple of two
        ints; "total" is the number of parameters of all three projections, an int.

    Raises:
        ValueError: when d_model is not divisible by n_heads.

    Example:
        >>> projection_parameters(8, 2)
        {'d_head': 4, 'shape': (8, 8), 'total': 192}
    """
    raise NotImplementedError
