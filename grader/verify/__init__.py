"""The course proves itself: sanity, known mistakes, mutants, tolerances, leaks."""

from grader.verify.document import document, facts, view
from grader.verify.findings import Finding
from grader.verify.leaks import leaks
from grader.verify.proof import Proof, prove

__all__ = ["Finding", "Proof", "document", "facts", "leaks", "prove", "view"]
