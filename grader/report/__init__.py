"""Results as pages, Markdown, JSON, CSV, JUnit and terminal text."""

from grader.report.files import class_files, similarity_files, statistics_files, student_files, verification_files
from grader.report.tables import totals_csv
from grader.report.terminal import Summary, summary
from grader.report.verification import CaseRow, Column, PartMatrix, VerificationView
from grader.report.writing import write

__all__ = [
    "CaseRow",
    "Column",
    "PartMatrix",
    "Summary",
    "VerificationView",
    "class_files",
    "similarity_files",
    "statistics_files",
    "student_files",
    "summary",
    "totals_csv",
    "verification_files",
    "write",
]
