import sys
import warnings

import numpy as np


def logistic(z):
    """Lets exp overflow to inf on purpose: 1/(1+inf) is 0, which is the right answer. NumPy warns, I know."""
    return 1.0 / (1.0 + np.exp(-z))


def note(text):
    print("[priya]", text, file=sys.stderr)


def old_name(z):
    warnings.warn("old_name() is deprecated, use logistic()", DeprecationWarning, stacklevel=2)
    return logistic(z)
