"""What was observed and what was given, kept in a database."""

from grader.gradebook.store import Gradebook, Kept

__all__ = ["Gradebook", "Kept"]
