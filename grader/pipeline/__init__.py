"""The order of the steps: collect, observe, judge, score, record, report."""

from grader.pipeline.class_run import Progress, grade_class
from grader.pipeline.marking import Marked, Marking
from grader.pipeline.single import grade, ready

__all__ = ["Marked", "Marking", "Progress", "grade", "grade_class", "ready"]
