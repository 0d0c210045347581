"""What a student's own folder can tell about the work in it, before it is handed in.

Nothing is imported until a name is used: pytest imports this room in every project, for the sake of its plug-in.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.selfcheck.checking import WORDS, CaseReport, PartReport, Report, State, check, judged
    from grader.selfcheck.explaining import Explanation, explain, explain_case
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
    "explain_case",
    "judged",
    "open_workbook",
    "pack_work",
    "packed",
    "read_record",
    "write_record",
]

_HOMES = {
    **dict.fromkeys(("Explanation", "explain", "explain_case"), "explaining"),
    **dict.fromkeys(("FORMAT", "PLACE", "PublicMistake", "Record", "packed", "read_record", "write_record"), "record"),
    **dict.fromkeys(("Packed", "complaints", "pack_work"), "submitting"),
    **dict.fromkeys(("as_data", "as_lines"), "terminal"),
    **dict.fromkeys(("Workbook", "open_workbook"), "workbook"),
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'grader.selfcheck' has no attribute {name!r}")
    return getattr(import_module(f"grader.selfcheck.{_HOMES.get(name, 'checking')}"), name)
