"""Turn outcomes into points: exact, pure, and told in words."""

from grader.scoring.overrides import basis, with_overrides
from grader.scoring.parts import score_part, skip_part
from grader.scoring.total import score_submission

__all__ = ["basis", "score_part", "score_submission", "skip_part", "with_overrides"]
