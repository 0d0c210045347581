"""Score prose against a rubric of plain words, and show the evidence."""

from __future__ import annotations

from grader.strict.files import FileName, read_alone
from grader.text.agreement import Agreement, agreement
from grader.text.calibration import Calibrated, calibrate
from grader.text.drafting import draft_rubric, draft_yaml
from grader.text.linting import Complaint, lint
from grader.text.reading import read_rubric
from grader.text.rubric import Rubric
from grader.text.scheme import Evidence, TextScore

__all__ = [
    "Agreement",
    "Calibrated",
    "Complaint",
    "Evidence",
    "Rubric",
    "TextScore",
    "agreement",
    "calibrate",
    "draft_rubric",
    "draft_yaml",
    "lint",
    "load_rubric",
    "read_rubric",
]


def load_rubric(path: FileName) -> Rubric:
    """Read a rubric's YAML file; raises CourseError with file:line:column for each mistake in it."""
    return read_rubric(read_alone(path), str(path))
