"""Read a course's folder: YAML, hidden cases, rubrics, known mistakes."""

import sys
from pathlib import Path
from types import ModuleType

from grader.load.course import find_course, load, load_assignment, load_published
from grader.load.fingerprint import course_files, course_hash
from grader.load.rules import load_rules
from grader.model import Course
from grader.strict.problems import CourseProblems

__all__ = ["CourseProblems", "course_files", "course_hash", "find_course", "load", "load_assignment", "load_published", "load_rules"]


class _Room(ModuleType):
    """Python binds an imported room to its package under the room's name, so `grader.load` must do what the function does."""

    def __call__(self, root: Path | str, *, secrets: bool = True) -> Course:
        return load(root, secrets=secrets)


sys.modules[__name__].__class__ = _Room
