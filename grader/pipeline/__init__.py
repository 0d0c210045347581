"""The order of the steps: collect, observe, judge, score, record, report."""

from grader.pipeline.class_run import Progress, grade_class, only_parts
from grader.pipeline.marking import Marked, Marking
from grader.pipeline.observing import Memory, open_sandbox
from grader.pipeline.single import grade, ready
from grader.pipeline.trials import Trial, Trials, with_mistake
from grader.sandbox import PROFILES, Sandbox

__all__ = [
    "PROFILES",
    "Marked",
    "Marking",
    "Memory",
    "Progress",
    "Sandbox",
    "Trial",
    "Trials",
    "grade",
    "grade_class",
    "only_parts",
    "open_sandbox",
    "ready",
    "with_mistake",
]
