"""Hidden cases of question 3."""

import numpy as np

from grader.authoring import call, cases, holds, keeps_norms, raises, same, unchanged

# float32 answers may be computed in float32 or in float64, in any order.
SINGLE = {"relative": 1e-4, "absolute": 1e-5}


# ---------------------------------------------------------------- q3.sinusoidal


def equal_lengths(encoding):
    """Every row has the squared length d_model / 2, since each pair is sin^2 + cos^2 = 1."""
    squares = (np.asarray(encoding) ** 2).sum(axis=-1)
    return bool(np.allclose(squares, np.shape(encoding)[1] / 2, rtol=1e-9, atol=0))


def relative_products(encoding):
    """The dot product of two rows depends on the distance of their positions only."""
    table = np.asarray(encoding)
    products = table @ table.T
    return all(np.ptp(np.diagonal(products, k)) <= 1e-9 * table.shape[1] for k in range(len(table)))


@cases(
    "q3.sinusoidal",
    weight=4,
    hint="Even columns sin, odd columns cos, both of a pair with the angle p / base ** (2i / d_model); print a small table.",
)
def tables(rng):
    """Tables of several sizes."""
    for n_positions, d_model in ((5, 6), (10, 8), (3, 16)):
        yield call("sinusoidal_encoding", n_positions, d_model)


@cases("q3.sinusoidal", weight=1, hint="With two columns there is one pair, i = 0, whose angle is p itself.")
def two_columns(rng):
    """A table with one pair of columns."""
    yield call("sinusoidal_encoding", 7, 2)


@cases("q3.sinusoidal", weight=1, hint="Positions count from 0: the first row is sin 0 and cos 0.")
def first_position(rng):
    """The first row."""
    yield call("sinusoidal_encoding", 1, 8)


@cases("q3.sinusoidal", weight=1, hint="Use the argument base in place of a fixed 10000.")
def other_bases(rng):
    """Other bases."""
    yield call("sinusoidal_encoding", 6, 6, base=50.0)
    yield call("sinusoidal_encoding", 4, 8, 2.0)


@cases("q3.sinusoidal", weight=1, hint="Compute the angles in float64 and give them to sin and cos as they are.")
def far_positions(rng):
    """A long table."""
    yield call("sinusoidal_encoding", 600, 4)


@cases("q3.sinusoidal", weight=1, hint="The sine and the cosine of a pair share one angle.")
def row_lengths(rng):
    """All rows have the same length."""
    yield holds(equal_lengths, call("sinusoidal_encoding", 12, 10))


@cases("q3.sinusoidal", weight=1, hint="The sine and the cosine of a pair share one angle that is proportional to the position.")
def distances(rng):
    """Dot products depend on distances only."""
    yield holds(relative_products, call("sinusoidal_encoding", 12, 8, base=100.0))


@cases("q3.sinusoidal", weight=1, hint="Check d_model % 2 first and raise ValueError.")
def odd_width(rng):
    """An odd width is refused."""
    yield raises(ValueError, call("sinusoidal_encoding", 4, 5))
    yield raises(ValueError, call("sinusoidal_encoding", 4, 1))


@cases("q3.sinusoidal", weight=0.25, hint="Keep no state between calls.")
def table_again(rng):
    """The same question gets the same answer, whatever was asked in between."""
    yield [call("sinusoidal_encoding", *size) for size in ((4, 6), (3, 4), (4, 6))]


# ---------------------------------------------------------------- q3.learned


def embedding(table):
    """A student's embedding with this table."""
    return call("LearnedPositionalEmbedding", table)


def adds_up(gradient, upstream):
    """Nothing of the upstream gradient is lost: both have the same column sums."""
    return bool(np.allclose(np.sum(gradient, axis=0), upstream.sum(axis=0), rtol=1e-9, atol=1e-9))


@cases("q3.learned", weight=3, hint="Row j of the result is row positions[j] of the table.")
def lookups(rng):
    """Looking up positions, given as a list and as an array."""
    rows = embedding(rng.normal(size=(6, 3)))
    yield rows.lookup([0, 4, 2])
    yield rows.lookup(np.array([5, 5, 0, 1, 5]))
    yield rows.lookup([3])


@cases("q3.learned", weight=2, hint="Put each upstream row into the row of its position; all other rows are zero.")
def single_visits(rng):
    """The gradient when every position occurs once."""
    rows = embedding(rng.normal(size=(6, 3)))
    yield rows.gradient([4, 0, 2], rng.normal(size=(3, 3)))
    yield rows.gradient(np.array([1]), rng.normal(size=(1, 3)))


@cases("q3.learned", weight=3, hint="Indexed += keeps one contribution of a repeated position; np.add.at (or a loop) adds them all.")
def repeated_visits(rng):
    """The gradient when positions repeat."""
    rows = embedding(rng.normal(size=(5, 2)))
    yield rows.gradient([1, 1, 4], rng.normal(size=(3, 2)))
    yield rows.gradient(np.array([2, 0, 2, 2, 0]), rng.normal(size=(5, 2)))
    upstream = rng.normal(size=(6, 2))
    yield holds(adds_up, rows.gradient([3, 3, 3, 0, 0, 1], upstream), upstream)


@cases("q3.learned", weight=2, hint="There is nothing past the last row: IndexError, for lookup and for gradient.")
def past_the_table(rng):
    """Positions past the table are refused."""
    # A new embedding for each: an earlier call of the same object belongs to the case, and would raise first.
    for positions in ([4], [0, 1, 9]):
        yield raises(IndexError, embedding(rng.normal(size=(4, 3))).lookup(positions))
    yield raises(IndexError, embedding(rng.normal(size=(4, 3))).gradient([2, 4], rng.normal(size=(2, 3))))


@cases(
    "q3.learned",
    weight=2,
    hint="NumPy lets negative numbers count from the end; check for them and raise IndexError, in lookup and in gradient.",
)
def negative_positions(rng):
    """Negative positions are refused."""
    for positions in ([-1], np.array([0, 2, -3])):
        yield raises(IndexError, embedding(rng.normal(size=(4, 3))).lookup(positions))
    yield raises(IndexError, embedding(rng.normal(size=(4, 3))).gradient([1, -1], rng.normal(size=(2, 3))))


@cases("q3.learned", weight=1, hint="gradient computes a new array; it neither trains the table nor remembers earlier calls.")
def gradient_changes_nothing(rng):
    """Asking for gradients does not change the embedding."""
    rows = embedding(rng.normal(size=(4, 2)))
    upstream = rng.normal(size=(2, 2))
    rows.gradient([0, 1], upstream)
    yield rows.lookup([0, 1, 2, 3])
    yield rows.gradient([0, 1], upstream)


@cases("q3.learned", weight=0.5, hint="Store the table on self, so that every object has its own.")
def two_embeddings(rng):
    """Two embeddings do not disturb each other."""
    one, other = embedding(rng.normal(size=(3, 2))), embedding(rng.normal(size=(5, 4)))
    yield one.lookup([2, 0]), other.lookup([4]), one.lookup([1])


@cases(
    "q3.learned", weight=1, hint="The gradient has the shape of the table, the lookup one row a position, also when an axis has length 1."
)
def small_tables(rng):
    """Tables with one row or one column."""
    for shape in ((1, 3), (4, 1)):
        rows = embedding(rng.normal(size=shape))
        yield rows.lookup([0, 0])
        yield rows.gradient([0], rng.normal(size=(1, shape[1])))


@cases("q3.learned", weight=0.5, tolerance=SINGLE, hint="float32 tables need no special treatment.")
def single_precision_table(rng):
    """A float32 table."""
    rows = embedding(rng.normal(size=(4, 3)).astype(np.float32))
    yield rows.lookup([3, 1])
    yield rows.gradient([3, 1], rng.normal(size=(2, 3)).astype(np.float32))


@cases("q3.learned", weight=0.25, hint="Work on new arrays; do not write into positions or upstream.")
def learned_leaves_inputs(rng):
    """The inputs are left as they are."""
    rows = embedding(rng.normal(size=(4, 3)))
    yield unchanged((rows.lookup(np.array([2, 0])), rows.gradient(np.array([1, 1]), rng.normal(size=(2, 3)))))


# ---------------------------------------------------------------- q3.rope


def products(query, keys):
    """Dot products of one query row with one key row."""
    return float((np.asarray(query)[0] * np.asarray(keys)[0]).sum())


def relative_only(alike, other):
    """The dot product of a rotated query and a rotated key depends on the distance of their positions, and on nothing else."""
    found = [products(query, key) for query, key in alike]
    loose = 1e-9 * max(1.0, np.abs(found).max())
    if abs(products(*other) - found[0]) <= loose:
        return "it does not depend on the distance"
    return bool(np.ptp(found) <= loose)


def turns(before, after):
    """Every vector keeps its length, and vectors that are not at position 0 turn."""
    if np.allclose(before, np.asarray(after), rtol=1e-6, atol=0):
        return "nothing turns"
    return keeps_norms(before, after)


def turned_twice(twice, once, before):
    """Turning by p and then by r is the same as turning by p + r."""
    if np.allclose(before, np.asarray(once), rtol=1e-6, atol=0):
        return "nothing turns"
    return same(twice, once)


@cases(
    "q3.rope",
    weight=4,
    hint="Pairs are neighbours (0,1), (2,3), ...; pair i at position p turns counter-clockwise by p * base ** (-2i / d) radians.",
)
def sequences(rng):
    """Sequences of vectors."""
    yield call("rope", rng.normal(size=(5, 6)), [0, 1, 2, 3, 4])
    yield call("rope", rng.normal(size=(3, 8)), np.arange(3))


@cases("q3.rope", weight=2, hint="Rotate along the last axis; positions belong to the second-last one, whatever stands before.")
def rope_batches(rng):
    """Batches, and batches with heads."""
    yield call("rope", rng.normal(size=(3, 4, 6)), [0, 1, 2, 3])
    yield call("rope", rng.normal(size=(2, 3, 5, 4)), np.arange(5))


@cases("q3.rope", weight=1, hint="Use the positions that are given, in the order in which they are given.")
def any_positions(rng):
    """Positions that repeat, skip and go back."""
    yield call("rope", rng.normal(size=(5, 4)), [7, 2, 2, 30, 0])


@cases("q3.rope", weight=1, hint="With d = 2 there is one pair, which turns by p radians, counter-clockwise.")
def one_pair(rng):
    """Vectors of one pair, and a single vector."""
    yield call("rope", rng.normal(size=(4, 2)), [0, 1, 2, 3])
    yield call("rope", rng.normal(size=(1, 2)), [5])


@cases("q3.rope", weight=1, hint="At position 0 the angle is 0 and nothing turns.")
def at_zero(rng):
    """Position 0 leaves a vector alone."""
    yield call("rope", rng.normal(size=(2, 6)), [0, 0])


@cases("q3.rope", weight=1, hint="Use the argument base in place of a fixed 10000.")
def rope_bases(rng):
    """Other bases."""
    yield call("rope", rng.normal(size=(4, 6)), [0, 1, 2, 3], base=20.0)
    yield call("rope", rng.normal(size=(3, 4)), [3, 4, 5], 500.0)


@cases("q3.rope", weight=1, hint="A rotation keeps lengths: check the signs of your two formulas, and that both use the old values.")
def lengths(rng):
    """Vectors keep their lengths."""
    x = rng.normal(size=(2, 6, 8))
    yield holds(turns, x, call("rope", x, [0, 1, 2, 3, 50, 1000]))


@cases(
    "q3.rope",
    weight=2,
    hint="Both vectors of a dot product turn by angles proportional to their positions, so only the difference is left.",
)
def relative_scores(rng):
    """Scores of rotated queries and keys are relative."""
    query, key = rng.normal(size=(2, 1, 6))
    alike = [(call("rope", query, [m]), call("rope", key, [n])) for m, n in ((3, 1), (7, 5), (42, 40))]
    yield holds(relative_only, alike, (call("rope", query, [3]), call("rope", key, [9])))


@cases("q3.rope", weight=1, hint="Turning by p and then by r is turning by p + r.")
def turning_twice(rng):
    """Two turns add up."""
    x = rng.normal(size=(3, 4))
    yield holds(turned_twice, call("rope", call("rope", x, [1, 2, 3]), [4, 0, 2]), call("rope", x, [5, 2, 5]), x)


@cases("q3.rope", weight=1, hint="Compute angles and their sines in float64.")
def rope_far_out(rng):
    """Positions far out."""
    yield call("rope", rng.normal(size=(3, 6)), [999, 5000, 20000])


@cases("q3.rope", weight=0.5, hint="Check the length of the last axis first and raise ValueError when it is odd.")
def odd_vectors(rng):
    """Vectors of odd length are refused."""
    yield raises(ValueError, call("rope", rng.normal(size=(2, 5)), [0, 1]))


@cases("q3.rope", weight=1, tolerance=SINGLE, hint="Do not write rotated values into an integer array: they lose their decimals.")
def other_rope_dtypes(rng):
    """Integer and float32 vectors."""
    yield call("rope", rng.integers(-5, 6, size=(3, 4)), [1, 2, 3])
    yield call("rope", rng.normal(size=(3, 4)).astype(np.float32), [1, 2, 3])


@cases("q3.rope", weight=0.25, hint="Write into a new array: a pair that is half overwritten cannot be rotated any more.")
def rope_leaves_inputs(rng):
    """The inputs are left as they are."""
    yield unchanged(call("rope", rng.normal(size=(3, 4)), np.array([1, 2, 3])))


@cases("q3.rope", weight=0.25, hint="Keep no state between calls.")
def rope_again(rng):
    """The same question gets the same answer, whatever was asked in between."""
    x = rng.normal(size=(3, 4))
    yield [call("rope", x, positions) for positions in ([1, 2, 3], [4, 5, 6], [1, 2, 3])]
