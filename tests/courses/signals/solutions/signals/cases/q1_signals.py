"""Hidden cases of question 1."""

import numpy as np

from grader.authoring import call, cases, holds, raises, unchanged


@cases("q1.conv1d", weight=2, hint="Multiply each window with the kernel and add up; do not turn the kernel round.")
def plain_windows(rng):
    """Ordinary signals, stride 1, no padding."""
    for n, k in ((6, 3), (5, 1), (4, 4)):
        yield call("conv1d", rng.normal(size=n), rng.normal(size=k))


@cases("q1.conv1d", hint="Window i begins at i * stride of the padded signal.")
def strides(rng):
    """Other strides."""
    yield call("conv1d", rng.normal(size=9), rng.normal(size=3), stride=2)
    yield call("conv1d", rng.normal(size=10), rng.normal(size=3), 4)


@cases("q1.conv1d", hint="Add `padding` zeros at either end.")
def paddings(rng):
    """Padding, alone and with a stride."""
    yield call("conv1d", rng.normal(size=5), rng.normal(size=3), padding=1)
    yield call("conv1d", rng.normal(size=5), rng.normal(size=4), 2, 2)


@cases("q1.conv1d", weight=0.5, hint="Integers stay exact; float32 may stay float32.", tolerance={"relative": 1e-5, "absolute": 1e-6})
def dtypes(rng):
    """Whole numbers and float32."""
    yield call("conv1d", np.array([1, 2, 3, 4]), np.array([1, -1]))
    yield call("conv1d", rng.normal(size=5).astype(np.float32), rng.normal(size=2).astype(np.float32))


def linear(one, other, both):
    """The result for a sum of two signals is the sum of their results."""
    return bool(np.allclose(np.asarray(one) + np.asarray(other), both))


@cases("q1.conv1d", weight=0.5, hint="A convolution is linear in the signal.")
def superposition(rng):
    """A convolution is linear."""
    a, b, k = rng.normal(size=6), rng.normal(size=6), rng.normal(size=3)
    yield holds(linear, call("conv1d", a, k), call("conv1d", b, k), call("conv1d", a + b, k))


@cases("q1.conv1d", weight=0.5, hint="Check stride and lengths first and raise ValueError.")
def refused(rng):
    """A stride of 0 and a kernel that is too long are refused."""
    yield raises(ValueError, call("conv1d", np.ones(4), np.ones(2), stride=0))
    yield raises(ValueError, call("conv1d", np.ones(4), np.ones(2), stride=-1))
    yield raises(ValueError, call("conv1d", np.ones(2), np.ones(5), padding=1))


@cases("q1.conv1d", weight=0.5, hint="Pad a copy.")
def untouched(rng):
    """Signal and kernel are left as they are."""
    yield unchanged(call("conv1d", rng.normal(size=5), rng.normal(size=2), padding=1))


@cases("q1.max_pool", weight=2, hint="Take the maximum of x[i : i + size] for i = 0, size, 2 size, ...")
def blocks(rng):
    """Whole blocks."""
    yield call("max_pool", rng.normal(size=6), 2)
    yield call("max_pool", rng.normal(size=6) - 5, 3)


@cases("q1.max_pool", hint="The last block may be shorter; do not drop or fill it.")
def rest(rng):
    """A shorter block at the end."""
    yield call("max_pool", rng.normal(size=7) - 5, 3)
    yield call("max_pool", rng.normal(size=2) - 5, 4)
