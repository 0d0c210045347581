"""What was observed and what was given, kept in a database."""

from grader.gradebook.records import Action, Kept, Record, Run, digests, make_record
from grader.gradebook.store import Gradebook

__all__ = ["Action", "Gradebook", "Kept", "Record", "Run", "digests", "make_record"]
