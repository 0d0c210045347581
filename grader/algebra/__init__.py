"""Read mathematics without running it; judge equality and derivations."""

from grader.algebra.derivation import CheckedLine, Derivation, check_derivation

__all__ = ["CheckedLine", "Derivation", "check_derivation"]
