"""Turn outcomes into points: exact, pure, and told in words."""

from grader.scoring.overrides import basis, with_overrides
from grader.scoring.parts import score_part, skip_part
from grader.scoring.policies import adjusted, course_total, days_late, lateness
from grader.scoring.total import score_submission

__all__ = [
    "adjusted",
    "basis",
    "course_total",
    "days_late",
    "lateness",
    "score_part",
    "score_submission",
    "skip_part",
    "with_overrides",
]
