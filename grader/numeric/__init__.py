"""Are two values the same and, if not, why; reading written numbers."""

from grader.numeric.compare import agree, comparable, compare, same_form
from grader.numeric.comparison import Comparison

__all__ = ["Comparison", "agree", "comparable", "compare", "same_form"]
