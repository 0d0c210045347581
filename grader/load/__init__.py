"""Read a course's folder: YAML, hidden cases, rubrics, known mistakes."""

from grader.load.course import find_course, load, load_assignment
from grader.load.problems import CourseProblems

__all__ = ["CourseProblems", "find_course", "load", "load_assignment"]
