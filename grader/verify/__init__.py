"""The course proves itself: sanity, known mistakes, mutants, tolerances, leaks."""

from grader.verify.findings import Finding
from grader.verify.leaks import leaks

__all__ = ["Finding", "leaks"]
