"""Read mathematics without running it; judge equality and derivations."""

from grader.algebra.derivation import CheckedLine, Derivation, check_derivation
from grader.algebra.equivalence import Equivalence, equivalent

__all__ = ["CheckedLine", "Derivation", "Equivalence", "check_derivation", "equivalent"]
