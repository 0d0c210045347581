"""What a class's marks say about the students, the parts and the assignment.

Pure functions over a table of points; NumPy only. `analyse` does it all; each module gives one family of figures with its source.
"""

from __future__ import annotations

from grader.statistics.analysis import ClassStatistics, PartStatistics, Timing, analyse
from grader.statistics.distribution import Distribution, describe
from grader.statistics.items import corrected_item_total, difficulty, upper_lower_index
from grader.statistics.reliability import Reliability, alpha_if_deleted, cronbach_alpha, reliability
from grader.statistics.remarks import FEW, Remark
from grader.statistics.table import Item, ScoreTable, table_of

__all__ = [
    "FEW",
    "ClassStatistics",
    "Distribution",
    "Item",
    "PartStatistics",
    "Reliability",
    "Remark",
    "ScoreTable",
    "Timing",
    "alpha_if_deleted",
    "analyse",
    "corrected_item_total",
    "cronbach_alpha",
    "describe",
    "difficulty",
    "reliability",
    "table_of",
    "upper_lower_index",
]
