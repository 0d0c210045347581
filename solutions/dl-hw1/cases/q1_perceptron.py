"""Hidden cases of question 1."""

import numpy as np

from grader.authoring import between, call, cases, central_differences, differences, holds, same, unchanged

GATES = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
AND, OR, XOR = np.array([0, 0, 0, 1]), np.array([0, 1, 1, 1]), np.array([0, 1, 1, 0])
# float32 answers may be computed in float32 or in float64, in any order.
SINGLE = {"relative": 1e-4, "absolute": 1e-5}
NAMES = ("W1", "b1", "W2", "b2")


def separable(rng, n, d, margin=0.3):
    """Rows and labels that the hyperplane (w, b) separates, each row at least `margin` away from it."""
    w = rng.normal(size=d)
    w /= np.linalg.norm(w)
    b = float(rng.uniform(-0.5, 0.5))
    X = rng.normal(size=(20 * n, d))
    X = X[np.abs(X @ w + b) >= margin][:n]
    return X, (X @ w + b > 0).astype(int), w, b


def network(rng, n, d, hidden, scale=1.0):
    """Rows, labels and the parameters of a small network."""
    X, y = rng.normal(size=(n, d)), rng.integers(0, 2, size=n)
    return X, y, scale * rng.normal(size=(d, hidden)), rng.normal(size=hidden), scale * rng.normal(size=(hidden, 1)), rng.normal(size=1)


# ---------------------------------------------------------------- q1.predict


@cases("q1.predict", weight=3, hint="The score of a row is X @ w + b; compare it with zero.")
def random_rows(rng):
    """Random rows are classified."""
    for n, d in ((7, 3), (12, 2)):
        yield call("predict", rng.normal(size=(n, d)), rng.normal(size=d), float(rng.normal()))


@cases("q1.predict", weight=3, hint="A score of exactly zero counts as 1: use >=, not >.")
def on_the_boundary(rng):
    """Rows that lie exactly on the boundary count as 1."""
    # Small integers and quarters: every order of summation gives exactly zero.
    yield call("predict", np.array([[1.0, 1.0], [2.0, 0.0], [0.0, 2.0], [3.0, 0.0], [0.0, 0.0]]), np.array([0.25, 0.25]), -0.5)
    yield call("predict", rng.normal(size=(3, 2)), np.zeros(2), 0.0)


@cases("q1.predict", weight=2, hint="The result has one entry for each row, also when there is one row or one feature only.")
def small_shapes(rng):
    """One row, and one feature."""
    yield call("predict", rng.normal(size=(1, 4)), rng.normal(size=4), 0.5)
    yield call("predict", rng.normal(size=(6, 1)), np.array([-1.5]), 0.25)


@cases("q1.predict", weight=1, hint="Integers and float32 need no special treatment: let NumPy compute the scores.")
def other_dtypes(rng):
    """Integer and float32 inputs."""
    yield call("predict", rng.integers(-5, 6, size=(8, 3)), np.array([2, -3, 1]), -1)
    yield call("predict", rng.normal(size=(5, 3)).astype(np.float32), rng.normal(size=3).astype(np.float32), 0.125)


@cases("q1.predict", weight=1, hint="Only the sign of the score matters, however large the score is.")
def large_scores(rng):
    """Very large scores."""
    yield call("predict", rng.normal(size=(6, 3)) * 1e8, rng.normal(size=3) * 1e8, -3.0)


@cases("q1.predict", weight=0.25, hint="Compute in float64 when the inputs are float64; do not round or compare with a margin.")
def beside_the_boundary(rng):
    """Rows very close to the boundary are on one side of it."""
    # Steps that float32 cannot tell from 1; every order of summation gets them right.
    near = np.array([1.0 - 1e-9, 1.0 + 1e-9])
    yield call("predict", near[:, np.newaxis], np.array([1.0]), -1.0)
    yield call("predict", np.array([[1.0], [-1.0]]), near[:1], -1.0)


@cases("q1.predict", weight=0.25, hint="Work on new arrays; do not write into X or w.")
def predict_leaves_inputs(rng):
    """The inputs are left as they are."""
    yield unchanged(call("predict", rng.normal(size=(4, 3)), rng.normal(size=3), 0.1))


@cases("q1.predict", weight=0.25, hint="Keep no state between calls.")
def predict_again(rng):
    """The same question gets the same answer, whatever was asked in between."""
    X, w = rng.normal(size=(4, 3)), rng.normal(size=3)
    yield call("predict", X, w, 0.1), call("predict", -X, w, -0.1), call("predict", X, w, 0.1)


# ---------------------------------------------------------------- q1.train


def settled(w, b, mistakes, X, y):
    """The last epoch is free of mistakes, and the result classifies every training row."""
    if np.asarray(mistakes)[-1] != 0:
        return "the last epoch still makes mistakes"
    return bool(((X @ np.asarray(w) + float(b) >= 0) == (y == 1)).all())


def within_novikoff(mistakes, X, w, b):
    """There are updates, and no more of them than Novikoff's bound (R / margin) squared."""
    # The bias counts as one more weight on a constant feature 1.
    rows = np.c_[X, np.ones(len(X))]
    margin = np.abs(X @ w + b).min() / np.sqrt(w @ w + b * b)
    return bool(0 < np.sum(mistakes) <= (rows**2).sum(axis=1).max() / margin**2)


def never_settles(mistakes):
    """No epoch is free of mistakes."""
    return bool((np.asarray(mistakes) > 0).all())


def trained(result):
    """Weights and bias in one case, the counts in another, so that a slip in one costs only that one."""
    return (result[0], result[1]), result[2]


@cases("q1.train", weight=2, hint="Go through the rows in order, from zero weights; update weights and bias at once after each wrong row.")
def logic_gates(rng):
    """Training on AND and on OR, step by step."""
    yield from trained(call("train_perceptron", GATES, AND, epochs=10))
    yield from trained(call("train_perceptron", GATES, OR, epochs=3, learning_rate=0.5))


@cases("q1.train", weight=2, hint="Compare your first updates with the rule in the docstring, by hand, for two or three rows.")
def random_training(rng):
    """Training on random rows, separable and not, step by step."""
    X, y, _, _ = separable(rng, 15, 3)
    yield from trained(call("train_perceptron", X, y, epochs=4))
    yield from trained(call("train_perceptron", rng.normal(size=(10, 2)), rng.integers(0, 2, size=10), epochs=5))


@cases("q1.train", weight=1, hint="The learning rate multiplies every update, that of the bias too.")
def learning_rates(rng):
    """Learning rates other than 1."""
    X, y, _, _ = separable(rng, 12, 2)
    yield from trained(call("train_perceptron", X, y, epochs=3, learning_rate=0.3))
    yield from trained(call("train_perceptron", X, y, epochs=3, learning_rate=4.0))


@cases("q1.train", weight=2, hint="On separable data the rule must reach an epoch without updates. Is the bias learned too?")
def converges(rng):
    """Separable data ends without mistakes and with every row on its side."""
    X, y, _, _ = separable(rng, 15, 2)
    for rows, labels, epochs in ((GATES, AND, 15), (GATES, OR, 10), (X, y, 15)):
        found = call("train_perceptron", rows, labels, epochs=epochs)
        yield holds(settled, found[0], found[1], found[2], rows, labels)


@cases("q1.train", weight=2, hint="Update only where the prediction is wrong, and count exactly those updates.")
def novikoff_bound(rng):
    """The number of updates stays within the bound that theory gives."""
    for n, d in ((15, 2), (12, 4)):
        X, y, w, b = separable(rng, n, d, margin=0.4)
        yield holds(within_novikoff, call("train_perceptron", X, y, epochs=15)[2], X, w, b)


@cases("q1.train", weight=1, hint="XOR cannot be separated, so each epoch makes at least one update. Count all updates of the epoch.")
def xor_never_settles(rng):
    """On XOR every epoch has mistakes."""
    yield holds(never_settles, call("train_perceptron", GATES, XOR, epochs=20)[2])


@cases("q1.train", weight=1, hint="w has one entry a feature, mistakes one entry an epoch, also when either is just one.")
def small_training(rng):
    """One row, one feature, one epoch."""
    yield from trained(call("train_perceptron", np.array([[0.5, -2.0, 1.0]]), np.array([0]), epochs=3))
    yield from trained(call("train_perceptron", rng.normal(size=(6, 1)), np.array([0, 1, 0, 1, 1, 0]), epochs=1))


@cases("q1.train", weight=1, tolerance=SINGLE, hint="Start from float weights: integer arrays cannot hold half steps.")
def other_training_dtypes(rng):
    """Integer rows, float labels and float32 rows."""
    yield from trained(call("train_perceptron", rng.integers(-3, 4, size=(8, 2)), rng.integers(0, 2, size=8), epochs=4, learning_rate=0.5))
    yield from trained(call("train_perceptron", rng.normal(size=(8, 2)).astype(np.float32), np.array([0.0, 1.0] * 4), epochs=3))


@cases("q1.train", weight=0.25, hint="Work on new arrays; do not write into X or y.")
def training_leaves_inputs(rng):
    """The inputs are left as they are."""
    yield unchanged(call("train_perceptron", rng.normal(size=(6, 2)), rng.integers(0, 2, size=6), epochs=3))


@cases("q1.train", weight=0.25, hint="Keep no state between calls: every training starts from zero, and nothing is drawn at random.")
def training_again(rng):
    """Training twice gives the same result twice."""
    X, y = rng.normal(size=(8, 2)), rng.integers(0, 2, size=8)
    first, second = (call("train_perceptron", X, y, epochs=4) for _ in range(2))
    yield holds(same, [first[k] for k in range(3)], [second[k] for k in range(3)])


# ---------------------------------------------------------------- q1.forward


def adds_up(one, other):
    """Turning the output layer round turns p into 1 - p."""
    return bool(np.allclose(np.asarray(one) + np.asarray(other), 1.0, rtol=0, atol=1e-9))


@cases("q1.forward", weight=3, hint="tanh on X @ W1 + b1, then the sigmoid on hidden @ W2 + b2; return one axis.")
def random_networks(rng):
    """Random networks."""
    for n, d, hidden in ((6, 3, 5), (4, 2, 2)):
        X, _, *parameters = network(rng, n, d, hidden)
        yield call("forward", X, *parameters)


@cases("q1.forward", weight=2, hint="The result has the shape (n_samples,), also for one row; W2 has one column, which goes away.")
def small_networks(rng):
    """One row, one feature, one hidden unit."""
    for n, d, hidden in ((1, 3, 4), (5, 1, 3), (3, 2, 1), (1, 1, 1)):
        X, _, *parameters = network(rng, n, d, hidden)
        yield call("forward", X, *parameters)


@cases("q1.forward", weight=2, hint="exp(z) / (1 + exp(z)) overflows for large z. Use exp(-|z|), or 1 / (1 + exp(-z)).")
def saturated_outputs(rng):
    """Very large scores give 0 or 1, not nan."""
    X, _, W1, b1, W2, b2 = network(rng, 8, 3, 4)
    yield call("forward", X, W1, b1, W2 * 2e3, b2)
    yield call("forward", X * 1e6, W1, b1, W2 * 50, b2 * 1e3)


@cases("q1.forward", weight=1, tolerance=SINGLE, hint="Integers and float32 need no special treatment here.")
def other_network_dtypes(rng):
    """Integer rows and float32 networks."""
    X, _, *parameters = network(rng, 5, 3, 4)
    yield call("forward", rng.integers(-2, 3, size=(6, 3)), *parameters)
    yield call("forward", *(value.astype(np.float32) for value in (X, *parameters)))


@cases("q1.forward", weight=1, hint="The last step is a sigmoid, which is symmetric: s(-z) = 1 - s(z).")
def probabilities(rng):
    """The results are probabilities."""
    X, _, W1, b1, W2, b2 = network(rng, 7, 3, 4)
    yield holds(between, call("forward", X, W1, b1, W2, b2), 0.0, 1.0)
    yield holds(adds_up, call("forward", X, W1, b1, W2, b2), call("forward", X, W1, b1, -W2, -b2))


@cases("q1.forward", weight=0.25, hint="Work on new arrays; beware of += and out= on the inputs.")
def forward_leaves_inputs(rng):
    """The inputs are left as they are."""
    X, _, *parameters = network(rng, 4, 2, 3)
    yield unchanged(call("forward", X, *parameters))


@cases("q1.forward", weight=0.25, hint="Keep no state between calls.")
def forward_again(rng):
    """The same question gets the same answer, whatever was asked in between."""
    X, _, *parameters = network(rng, 4, 2, 3)
    yield call("forward", X, *parameters), call("forward", 2 * X, *parameters), call("forward", X, *parameters)


# ---------------------------------------------------------------- q1.gradients


def agrees_with_slopes(gradient, pairs, y):
    """The gradient agrees with central differences of the loss of your own forward."""
    if not all(((p > 0) & (p < 1)).all() for pair in pairs["moved"] for p in map(np.asarray, pair)):
        return "your forward does not give probabilities between 0 and 1 here"
    slopes = differences(pairs, of=lambda p: -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))
    return bool(np.abs(np.asarray(gradient) - slopes).max() <= 1e-6 + 1e-4 * np.abs(slopes).max())


def shaped_like(gradients, shapes):
    """Every gradient has the shape of its parameter."""
    odd = [name for name in NAMES if np.shape(gradients[name]) != shapes[name]]
    return True if not odd else f"the shape of {odd[0]} differs from that of its parameter"


@cases(
    "q1.gradients", weight=4, hint="Go backwards: (p - y) / n, then through W2, then through tanh' = 1 - tanh^2; biases sum over the rows."
)
def random_gradients(rng):
    """Each gradient of a random network."""
    for n, d, hidden in ((6, 3, 4), (9, 2, 3)):
        found = call("gradients", *network(rng, n, d, hidden))
        for name in NAMES:
            yield found[name]


@cases("q1.gradients", weight=4, hint="Check each of your gradients by moving one entry of the parameter a little up and down.")
def finite_differences(rng):
    """Each gradient is the slope of the loss of your own forward."""
    X, y, *parameters = network(rng, 5, 2, 3, scale=0.7)
    found = call("gradients", X, y, *parameters)
    for k, name in enumerate(NAMES):
        yield holds(agrees_with_slopes, found[name], central_differences("forward", (X, *parameters), wrt=k + 1), y)


@cases("q1.gradients", weight=2, hint="With one row or one unit an axis has length 1; it must not disappear from the gradients.")
def small_gradients(rng):
    """One row, and one unit with one feature."""
    for n, d, hidden in ((1, 3, 2), (4, 1, 1)):
        found = call("gradients", *network(rng, n, d, hidden))
        yield found["W1"], found["W2"]
        yield found["b1"], found["b2"]


@cases("q1.gradients", weight=1, hint="Return a dict with the keys W1, b1, W2, b2; the bias gradients have the shapes of b1 and b2.")
def gradient_shapes(rng):
    """Keys and shapes are those of the parameters."""
    X, y, *parameters = network(rng, 5, 3, 4)
    shapes = {name: value.shape for name, value in zip(NAMES, parameters, strict=True)}
    yield holds(shaped_like, call("gradients", X, y, *parameters), shapes)


@cases(
    "q1.gradients", weight=1, hint="Simplify before you program: by z the loss has the derivative p - y, without a division by p (1 - p)."
)
def saturated_gradients(rng):
    """Gradients stay finite where the probability is exactly 0 or 1."""
    X, y, W1, b1, W2, b2 = network(rng, 8, 2, 3)
    found = call("gradients", X, y, W1, b1, W2 * 2e3, b2)
    yield found["W1"], found["b1"]
    yield found["W2"], found["b2"]


@cases("q1.gradients", weight=1, tolerance=SINGLE, hint="Integers, float labels and float32 need no special treatment here.")
def other_gradient_dtypes(rng):
    """Integer rows, float labels and float32 networks."""
    X, y, *parameters = network(rng, 6, 3, 2)
    whole = call("gradients", rng.integers(-2, 3, size=(6, 3)), y, *parameters)
    single = call("gradients", X.astype(np.float32), y.astype(np.float32), *(value.astype(np.float32) for value in parameters))
    for found in (whole, single):
        yield found["W1"], found["W2"]
        yield found["b1"], found["b2"]


@cases("q1.gradients", weight=0.25, hint="Work on new arrays; beware of += and -= on the inputs.")
def gradients_leave_inputs(rng):
    """The inputs are left as they are."""
    yield unchanged(call("gradients", *network(rng, 4, 2, 3)))


@cases("q1.gradients", weight=0.25, hint="Keep no state between calls: gradients of two calls must not add up.")
def gradients_again(rng):
    """Asking twice gives the same gradients twice."""
    inputs = network(rng, 4, 2, 3)
    first, second = call("gradients", *inputs), call("gradients", *inputs)
    yield holds(same, [first[name] for name in NAMES], [second[name] for name in NAMES])


# ---------------------------------------------------------------- q1.train_xor


def solves_xor(probability):
    """All four rows of XOR are classified."""
    return bool(((np.asarray(probability) >= 0.5) == (XOR == 1)).all())


def on_xor(seed):
    """Train with a seed and run the student's own forward on the four rows."""
    trained_parameters = call("train_xor", seed)
    return call("forward", GATES, *(trained_parameters[k] for k in range(4)))


@cases(
    "q1.train_xor", weight=6, hint="Try many seeds yourself. Where training gets stuck, use more hidden units, more steps or a new start."
)
def learns_xor(rng):
    """The trained network classifies all four rows, whatever the seed."""
    for seed in (0, 1, 7, 42, 123, 2024):
        yield holds(solves_xor, on_xor(seed))


@cases("q1.train_xor", weight=0.5, hint="Draw all starting weights from a generator that is made from the seed.")
def xor_again(rng):
    """The same seed gives the same network."""
    yield holds(same, on_xor(5), on_xor(5))
