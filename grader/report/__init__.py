"""Results as pages, Markdown, JSON, CSV, JUnit and terminal text."""

from grader.report.files import class_files, similarity_files, statistics_files, student_files
from grader.report.terminal import Summary, summary
from grader.report.writing import write

__all__ = ["Summary", "class_files", "similarity_files", "statistics_files", "student_files", "summary", "write"]
