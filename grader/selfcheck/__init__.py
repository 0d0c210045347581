"""What a student's own folder can tell about the work in it, before it is handed in."""

from grader.selfcheck.checking import WORDS, CaseReport, PartReport, Report, State, check
from grader.selfcheck.explaining import Explanation, explain
from grader.selfcheck.record import FORMAT, PLACE, PublicMistake, Record, packed, read_record, write_record
from grader.selfcheck.submitting import Packed, complaints, pack_work
from grader.selfcheck.terminal import as_data, as_lines
from grader.selfcheck.workbook import Workbook, open_workbook

__all__ = [
    "FORMAT",
    "PLACE",
    "WORDS",
    "CaseReport",
    "Explanation",
    "Packed",
    "PartReport",
    "PublicMistake",
    "Record",
    "Report",
    "State",
    "Workbook",
    "as_data",
    "as_lines",
    "check",
    "complaints",
    "explain",
    "open_workbook",
    "pack_work",
    "packed",
    "read_record",
    "write_record",
]
