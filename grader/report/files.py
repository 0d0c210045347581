"""Name the files of a report and fill them: pure, the same bytes every time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from grader.model import Assignment, Chunk, ClassResult, Result
from grader.report.documents import class_json, dumps, result_document
from grader.report.escape import plain
from grader.report.markdown import student_markdown
from grader.report.pages import class_page, render, student_page
from grader.report.staff import similarity_document, similarity_page, statistics_document, statistics_page
from grader.report.student import view
from grader.report.tables import grades_csv, junit_xml
from grader.report.verification import VerificationView

if TYPE_CHECKING:
    from grader.similarity import Similarities
    from grader.statistics import ClassStatistics


def student_files(result: Result, assignment: Assignment | None = None) -> dict[str, bytes]:
    """What one student gets, by file name: `report.html`, `report.md`, `result.json`.

    With the `assignment`, prompts are shown and known mistakes carry their titles and hints.
    """
    shown = view(result, assignment)
    return {
        "report.html": _bytes(student_page(shown)),
        "report.md": _bytes(student_markdown(shown)),
        "result.json": dumps(result_document(result), "parts"),
    }


def class_files(class_result: ClassResult, assignment: Assignment | None = None) -> dict[str, bytes]:
    """What the instructor gets, by file name: `index.html`, `results.json`, `grades.csv`, `junit.xml`."""
    return {
        "index.html": _bytes(class_page(class_result, assignment)),
        "results.json": class_json(class_result),
        "grades.csv": _bytes(grades_csv(class_result)),
        "junit.xml": _bytes(junit_xml(class_result)),
    }


def statistics_files(found: ClassStatistics, class_result: ClassResult) -> dict[str, bytes]:
    """Figures of a class for staff, by file name: `statistics.html`, `statistics.json`."""
    return {"statistics.html": _bytes(statistics_page(found, class_result)), "statistics.json": dumps(statistics_document(found), "parts")}


def similarity_files(title: str, found: Similarities, sources: Mapping[str, Sequence[Chunk]]) -> dict[str, bytes]:
    """Shared code for staff, by file name: `similarity.html`, `similarity.json`. `sources` are those that were compared."""
    page = similarity_page(title, found, sources)
    return {"similarity.html": _bytes(page), "similarity.json": dumps(similarity_document(found), "pairs")}


def verification_files(shown: VerificationView, found: Mapping[str, Any]) -> dict[str, bytes]:
    """What an author gets of a course's proof, by file name: `verify.html`, `verify.json`."""
    return {"verify.html": _bytes(render("verify.html", v=shown)), "verify.json": dumps(dict(found), "cases")}


def _bytes(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:  # a lone surrogate that got past every escape must not stop a class
        return plain(text).encode()
