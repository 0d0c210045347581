"""Marks into other systems' files: learning platforms' sheets, and the result formats of other graders."""

from grader.exports.filling import Change, Filled, Mark, fill
from grader.exports.formats import FORMATS, write_format
from grader.exports.platforms import PLATFORMS
from grader.exports.roster import Person, Roster, read_roster
from grader.exports.sheets import Sheet, read_sheet

__all__ = [
    "FORMATS",
    "PLATFORMS",
    "Change",
    "Filled",
    "Mark",
    "Person",
    "Roster",
    "Sheet",
    "fill",
    "read_roster",
    "read_sheet",
    "write_format",
]
