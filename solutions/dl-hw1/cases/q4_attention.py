"""Hidden cases of question 4."""

import numpy as np

from grader.authoring import all_zero, call, cases, finite, holds, raises, rows_sum_to_one, same, unchanged

# float32 answers may be computed in another order; the dtype is asked of softmax only.
SINGLE = {"relative": 1e-4, "absolute": 1e-5}


def causal(n):
    """The mask of a causal model."""
    return np.tril(np.ones((n, n), dtype=bool))


def tokens(rng, n_q, n_k, d_k, d_v, batch=()):
    """Random queries, keys and values."""
    return rng.normal(size=(*batch, n_q, d_k)), rng.normal(size=(*batch, n_k, d_k)), rng.normal(size=(*batch, n_k, d_v))


# ---------------------------------------------------------------- q4.softmax


def columns_sum_to_one(weights):
    """Every column (first axis) holds probabilities that sum to one."""
    array = np.asarray(weights)
    return bool((array >= 0).all() and np.allclose(array.sum(axis=0), 1.0, rtol=0, atol=1e-9))


@cases("q4.softmax", weight=3, hint="Exponentials, divided by their own sum along the last axis; keepdims=True keeps the shapes fitting.")
def rows(rng):
    """Rows of tables and of batches."""
    yield call("softmax", rng.normal(size=(4, 5)))
    yield call("softmax", 3 * rng.normal(size=(2, 3, 4)))


@cases("q4.softmax", weight=3, hint="Give axis to both the maximum and the sum, with keepdims=True.")
def other_axes(rng):
    """Along any axis."""
    for shape, axis in (((4, 3), 0), ((2, 3, 4), 1), ((2, 3, 4), -2), ((3, 4), -1)):
        yield call("softmax", rng.normal(size=shape), axis=axis)


@cases("q4.softmax", weight=1, hint="Do not assume two axes, nor more than one entry an axis.")
def small_scores(rng):
    """One axis, one row, one column."""
    for shape in ((5,), (1, 4), (4, 1)):
        yield call("softmax", rng.normal(size=shape))


@cases("q4.softmax", weight=3, hint="Subtract the maximum along the axis before you exponentiate.")
def large_scores(rng):
    """Very large and very small scores do not overflow."""
    yield call("softmax", rng.normal(size=(4, 7)) * 1e4)
    yield call("softmax", np.array([[1e4, 1e4, -1e4], [-1e4, -1e4, -1e4 + 1]]))
    yield call("softmax", rng.normal(size=(3, 4)) - 1e4)


@cases("q4.softmax", weight=2, hint="exp(-inf) is 0 already; see to it that the maximum you subtract is finite.")
def masked_scores(rng):
    """Scores of minus infinity get the weight zero."""
    x = rng.normal(size=(4, 5))
    x[np.array([0, 1, 1, 3, 3, 3, 3]), np.array([0, 1, 4, 0, 1, 2, 4])] = -np.inf
    yield call("softmax", x)


@cases(
    "q4.softmax",
    weight=2,
    tolerance={"relative": 1e-5, "absolute": 1e-7},
    hint="Compute in the dtype of x: no astype(float), no float64 array to fill.",
)
def single_precision(rng):
    """float32 stays float32."""
    yield call("softmax", rng.normal(size=(3, 4)).astype(np.float32))


@cases("q4.softmax", weight=1, hint="Integers give float64; do not write the result into an integer array.")
def whole_scores(rng):
    """Integer scores."""
    yield call("softmax", rng.integers(-3, 4, size=(3, 4)))


@cases("q4.softmax", weight=1.5, hint="Divide by the sum along the very axis that was asked for.")
def weights_sum_to_one(rng):
    """The weights are probabilities."""
    yield holds(rows_sum_to_one, call("softmax", rng.normal(size=(5, 6))))
    yield holds(columns_sum_to_one, call("softmax", rng.normal(size=(5, 6)), axis=0))


@cases("q4.softmax", weight=1.5, hint="A constant added to all scores cancels in the fraction.")
def shifted_scores(rng):
    """Adding a constant to every score changes nothing."""
    # Eighths and a whole number: the shift itself is free of rounding.
    x = rng.integers(-16, 17, size=(3, 5)) / 8
    yield holds(same, call("softmax", x), call("softmax", x + 3.0))


@cases("q4.softmax", weight=0.25, hint="x -= x.max() writes into the caller's array; make a new one.")
def softmax_leaves_input(rng):
    """The input is left as it is."""
    yield unchanged(call("softmax", rng.normal(size=(3, 5))))


@cases("q4.softmax", weight=0.25, hint="Keep no state between calls.")
def softmax_again(rng):
    """The same question gets the same answer, whatever was asked in between."""
    x = rng.normal(size=(3, 5))
    yield call("softmax", x), call("softmax", -x), call("softmax", x)


# ---------------------------------------------------------------- q4.attention


def both(result):
    """Weights and output as two cases."""
    return result[1], result[0]


def reordered(before, after, order):
    """Reordered tokens give the same results, reordered."""
    return bool(np.allclose(np.asarray(before)[order], np.asarray(after), rtol=1e-9, atol=1e-9))


def same_until(first, second, t):
    """The results before a token do not depend on what comes from it on."""
    one, other = np.asarray(first)[..., :t, :], np.asarray(second)[..., :t, :]
    return bool(np.allclose(one, other, rtol=1e-9, atol=1e-9))


@cases("q4.attention", weight=3, hint="Softmax of Q K^T / sqrt(d_k) along the keys (the last axis), then times V. d_k is K.shape[-1].")
def plain_attention(rng):
    """Without a mask, with values of another width than the keys."""
    yield from both(call("attention", *tokens(rng, 3, 5, 4, 2)))
    yield from both(call("attention", *tokens(rng, 4, 4, 9, 3)))


@cases("q4.attention", weight=1, hint="Do not assume that the number of queries, keys or columns is larger than one.")
def small_attention(rng):
    """One query, one key, one column."""
    yield from both(call("attention", *tokens(rng, 1, 4, 3, 3)))
    yield from both(call("attention", *tokens(rng, 3, 1, 2, 4)))
    yield from both(call("attention", *tokens(rng, 3, 4, 1, 1)))


@cases("q4.attention", weight=2, hint="Swap only the last two axes of K, np.swapaxes(K, -1, -2): .T turns the batch axes round as well.")
def attention_batches(rng):
    """Batches, and batches with heads."""
    yield from both(call("attention", *tokens(rng, 3, 4, 2, 5, batch=(2,))))
    yield from both(call("attention", *tokens(rng, 3, 3, 4, 4, batch=(2, 3))))


@cases("q4.attention", weight=2, hint="Set the scores of forbidden keys to -inf before the softmax; True means 'may attend'.")
def causal_attention(rng):
    """With a causal mask."""
    yield from both(call("attention", *tokens(rng, 4, 4, 3, 2), mask=causal(4)))
    yield from both(call("attention", *tokens(rng, 3, 3, 2, 2, batch=(2,)), causal(3)))


@cases("q4.attention", weight=1.5, hint="Let NumPy broadcast the mask against the scores; do not assume its number of axes.")
def masks_that_broadcast(rng):
    """Masks with fewer or shorter axes than the scores."""
    Q, K, V = tokens(rng, 3, 4, 2, 3, batch=(2,))
    yield from both(call("attention", Q, K, V, mask=np.array([True, False, True, True])))
    yield from both(call("attention", Q, K, V, mask=np.array([[[True, True, False, False]], [[False, True, True, True]]])))


@cases("q4.attention", weight=1.5, hint="A query without any permitted key: set its weights to 0, so that its output is 0 too.")
def nothing_to_attend(rng):
    """A query that may attend to nothing gets zeros."""
    mask = np.array([[True, False, True], [False, False, False], [True, True, True]])
    yield from both(call("attention", *tokens(rng, 3, 3, 4, 2), mask=mask))
    nothing = call("attention", *tokens(rng, 2, 3, 2, 2), mask=np.zeros((2, 3), dtype=bool))
    yield holds(all_zero, nothing[0], nothing[1])


@cases("q4.attention", weight=1, hint="True means 'may attend': a mask of nothing but True is no mask.")
def open_mask(rng):
    """A mask that permits everything changes nothing."""
    Q, K, V = tokens(rng, 3, 4, 2, 3)
    free, masked = call("attention", Q, K, V), call("attention", Q, K, V, mask=np.ones((3, 4), dtype=bool))
    yield holds(same, [free[0], free[1]], [masked[0], masked[1]])


@cases("q4.attention", weight=1.5, hint="Mask the scores with -inf before the softmax, so that later tokens leave no trace in the sum.")
def no_look_ahead(rng):
    """With a causal mask, a result does not depend on later tokens."""
    Q, K, V = tokens(rng, 5, 5, 3, 3)
    first = call("attention", Q, K, V, mask=causal(5))
    K[3:], V[3:] = rng.normal(size=(2, 2, 3))
    second = call("attention", Q, K, V, mask=causal(5))
    yield holds(same_until, first[0], second[0], 3)
    yield holds(same_until, first[1], second[1], 3)


@cases("q4.attention", weight=1, hint="Without positions the order of the tokens cannot matter. Which axis does your softmax sum over?")
def order_of_tokens(rng):
    """Reordered tokens give reordered results."""
    Q, K, V = tokens(rng, 5, 5, 3, 2)
    order = np.array([3, 0, 4, 1, 2])
    yield holds(reordered, call("attention", Q, K, V)[0], call("attention", Q[order], K[order], V[order])[0], order)


@cases("q4.attention", weight=1, hint="The weights of each query sum to 1 over the keys, masked or not.")
def attention_weights(rng):
    """The weights of every query sum to one."""
    yield holds(rows_sum_to_one, call("attention", *tokens(rng, 4, 6, 3, 3))[1])
    yield holds(rows_sum_to_one, call("attention", *tokens(rng, 4, 4, 3, 3), mask=causal(4))[1])


@cases("q4.attention", weight=1, hint="Keys that are all alike get equal weights, so the output is the mean of the values.")
def equal_keys(rng):
    """Equal keys share the attention equally."""
    Q, K, V = tokens(rng, 3, 4, 2, 3)
    yield from both(call("attention", Q, np.repeat(K[:1], 4, axis=0), V))


@cases("q4.attention", weight=1, hint="Use your stable softmax: large scores must not become nan.")
def large_attention_scores(rng):
    """Large scores give finite results."""
    Q, K, V = tokens(rng, 3, 4, 2, 2)
    found = call("attention", 1e3 * Q, 10 * K, V)
    yield from both(found)
    yield holds(finite, found[0], found[1])


@cases("q4.attention", weight=0.5, tolerance=SINGLE, hint="Integers and float32 need no special treatment here.")
def other_attention_dtypes(rng):
    """Integer and float32 inputs."""
    yield from both(call("attention", *(rng.integers(-2, 3, size=(3, 4)) for _ in range(3))))
    yield from both(call("attention", *(x.astype(np.float32) for x in tokens(rng, 3, 4, 2, 2)), mask=np.array([True, True, False, True])))


@cases("q4.attention", weight=0.25, hint="Work on new arrays; scores[~mask] = ... is fine, writing into Q, K, V or mask is not.")
def attention_leaves_inputs(rng):
    """The inputs are left as they are."""
    yield unchanged(call("attention", *tokens(rng, 3, 3, 2, 2), mask=causal(3)))
    nothing = np.array([[True, False, True], [False, False, False], [True, True, False]])
    yield unchanged(call("attention", *tokens(rng, 3, 3, 2, 2), mask=nothing))


@cases("q4.attention", weight=0.25, hint="Keep no state between calls.")
def attention_again(rng):
    """Asking twice gives the same result twice."""
    inputs = tokens(rng, 3, 4, 2, 2)
    first, second = call("attention", *inputs), call("attention", *inputs)
    yield holds(same, [first[0], first[1]], [second[0], second[1]])


# ---------------------------------------------------------------- q4.multi_head


def layer(rng, n, d_model, batch=()):
    """Random tokens and the four weight matrices."""
    return rng.normal(size=(*batch, n, d_model)), *rng.normal(size=(4, d_model, d_model))


@cases(
    "q4.multi_head",
    weight=4,
    hint="Head h takes columns h*d_head ... (h+1)*d_head of X @ Wq, X @ Wk, X @ Wv; put the outputs side by side, then @ Wo.",
)
def several_heads(rng):
    """Several heads."""
    yield call("multi_head_attention", *layer(rng, 4, 6), n_heads=3)
    yield call("multi_head_attention", *layer(rng, 3, 8), 2)
    yield call("multi_head_attention", *layer(rng, 6, 4), n_heads=2)


@cases("q4.multi_head", weight=2, hint="With one head this is plain attention on the projections, times Wo.")
def one_head(rng):
    """A single head."""
    yield call("multi_head_attention", *layer(rng, 4, 5), n_heads=1)


@cases("q4.multi_head", weight=1, hint="With d_head = 1 each head sees one column, and sqrt(d_head) is 1.")
def narrow_heads(rng):
    """As many heads as columns."""
    yield call("multi_head_attention", *layer(rng, 4, 3), n_heads=3)


@cases("q4.multi_head", weight=2, hint="Count axes from the end, -1 and -2, so that batch axes can stand in front.")
def head_batches(rng):
    """Batches of sequences."""
    yield call("multi_head_attention", *layer(rng, 3, 4, batch=(2,)), n_heads=2)
    yield call("multi_head_attention", *layer(rng, 2, 6, batch=(2, 3)), n_heads=3)


@cases("q4.multi_head", weight=1.5, hint="Each head masks its own scores, before its softmax; True means 'may attend'.")
def masked_heads(rng):
    """With a causal mask."""
    yield call("multi_head_attention", *layer(rng, 4, 6), n_heads=2, mask=causal(4))


@cases("q4.multi_head", weight=0.5, hint="The mask has no axis for the heads: if your scores have one, give the mask one too.")
def masked_batches(rng):
    """With a mask for each sequence of a batch."""
    masks = rng.random(size=(3, 4, 4)) < 0.6
    masks |= np.eye(4, dtype=bool)
    yield call("multi_head_attention", *layer(rng, 4, 6, batch=(3,)), 2, masks)


@cases("q4.multi_head", weight=1, hint="With an identity Wo the outputs of the heads are seen as they are, in order.")
def plain_output(rng):
    """With the identity as output matrix."""
    X, Wq, Wk, Wv, _ = layer(rng, 4, 6)
    yield call("multi_head_attention", X, Wq, Wk, Wv, np.eye(6), n_heads=2)


@cases("q4.multi_head", weight=1, hint="A single token attends to itself with weight 1: the result is X @ Wv @ Wo.")
def one_token(rng):
    """A sequence of one token."""
    yield call("multi_head_attention", *layer(rng, 1, 4), n_heads=2)


@cases(
    "q4.multi_head",
    weight=1,
    hint="Without positions the order of the tokens cannot matter. Do your heads mix up the axes of tokens and columns?",
)
def order_of_words(rng):
    """Reordered tokens give reordered results."""
    X, *weights = layer(rng, 5, 4)
    order = np.array([2, 4, 0, 1, 3])
    first, second = (call("multi_head_attention", x, *weights, n_heads=2) for x in (X, X[order]))
    yield holds(reordered, first, second, order)


@cases("q4.multi_head", weight=1, hint="The mask must reach every head.")
def heads_do_not_look_ahead(rng):
    """With a causal mask, a result does not depend on later tokens."""
    X, *weights = layer(rng, 5, 4)
    changed = np.r_[X[:3], rng.normal(size=(2, 4))]
    first, second = (call("multi_head_attention", x, *weights, n_heads=2, mask=causal(5)) for x in (X, changed))
    yield holds(same_until, first, second, 3)


@cases("q4.multi_head", weight=1, hint="Check d_model % n_heads first and raise ValueError.")
def uneven_heads(rng):
    """A width that the heads cannot share evenly is refused."""
    yield raises(ValueError, call("multi_head_attention", *layer(rng, 3, 6), n_heads=4))
    yield raises(ValueError, call("multi_head_attention", *layer(rng, 2, 5), n_heads=2))


@cases("q4.multi_head", weight=0.5, tolerance=SINGLE, hint="Integers and float32 need no special treatment here.")
def other_head_dtypes(rng):
    """Integer and float32 inputs."""
    yield call("multi_head_attention", *(rng.integers(-1, 2, size=(4, 4)) for _ in range(5)), n_heads=2)
    yield call("multi_head_attention", *(0.5 * x.astype(np.float32) for x in layer(rng, 3, 4)), n_heads=2)


@cases("q4.multi_head", weight=0.25, hint="Work on new arrays; do not write into X or the weights.")
def heads_leave_inputs(rng):
    """The inputs are left as they are."""
    yield unchanged(call("multi_head_attention", *layer(rng, 3, 4), n_heads=2, mask=causal(3)))


@cases("q4.multi_head", weight=0.25, hint="Keep no state between calls.")
def heads_again(rng):
    """Asking twice gives the same result twice."""
    inputs = layer(rng, 3, 4)
    yield holds(same, *(call("multi_head_attention", *inputs, n_heads=2) for _ in range(2)))


# ---------------------------------------------------------------- q4.parameters


@cases(
    "q4.parameters",
    weight=2,
    hint="Three matrices of d_model x d_model; d_head = d_model / n_heads. The number of heads does not change the total.",
)
def model_sizes(rng):
    """Models of several sizes."""
    for d_model, n_heads in ((768, 12), (10, 5), (6, 1)):
        found = call("projection_parameters", d_model, n_heads)
        yield found["d_head"]
        yield found["shape"]
        yield found["total"]


@cases("q4.parameters", weight=1, hint="Each of the three projections has d_model biases.")
def with_biases(rng):
    """With biases."""
    yield call("projection_parameters", 512, 8, bias=True)["total"]
    yield call("projection_parameters", 9, 3, True)["total"]


@cases("q4.parameters", weight=0.5, hint="Check d_model % n_heads first and raise ValueError.")
def uneven_width(rng):
    """A width that the heads cannot share evenly is refused."""
    yield raises(ValueError, call("projection_parameters", 10, 3))
