"""The order of the steps: collect, observe, judge, score, record, report."""

from grader.pipeline.class_run import Progress, grade_class, only_parts
from grader.pipeline.clerk import By
from grader.pipeline.marking import Marked, Marking
from grader.pipeline.observing import Memory, open_sandbox
from grader.pipeline.publishing import Shown, show_public
from grader.pipeline.regrading import Again, apply, judge_again
from grader.pipeline.settling import Settlement, Standing, settle, standings
from grader.pipeline.single import grade, ready
from grader.pipeline.stored import class_of
from grader.pipeline.trials import Trial, Trials, with_mistake
from grader.sandbox import PROFILES, Sandbox

__all__ = [
    "PROFILES",
    "Again",
    "By",
    "Marked",
    "Marking",
    "Memory",
    "Progress",
    "Sandbox",
    "Settlement",
    "Shown",
    "Standing",
    "Trial",
    "Trials",
    "apply",
    "class_of",
    "grade",
    "grade_class",
    "judge_again",
    "only_parts",
    "open_sandbox",
    "ready",
    "settle",
    "show_public",
    "standings",
    "with_mistake",
]
