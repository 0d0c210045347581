"""What was observed and what was given, kept in a database."""

from grader.gradebook.changes import Change, PartChange, causes, change, changed_files, differing
from grader.gradebook.queries import StaleError
from grader.gradebook.records import Action, Kept, Record, Run, digests, make_record
from grader.gradebook.store import Gradebook

__all__ = [
    "Action",
    "Change",
    "Gradebook",
    "Kept",
    "PartChange",
    "Record",
    "Run",
    "StaleError",
    "causes",
    "change",
    "changed_files",
    "differing",
    "digests",
    "make_record",
]
