"""What course authors write hidden cases with: calls, checks, rules."""

from grader.authoring.checks import holds, raises, unchanged
from grader.authoring.differences import Pairs, central_differences, differences
from grader.authoring.registry import CaseSet, cases, collect_cases, drawn_from
from grader.authoring.rules import all_zero, between, differs, finite, keeps_norms, rows_sum_to_one, same, same_within, slopes_match
from grader.authoring.values import Value, call

__all__ = [
    "CaseSet",
    "Pairs",
    "Value",
    "all_zero",
    "between",
    "call",
    "cases",
    "central_differences",
    "collect_cases",
    "differences",
    "differs",
    "drawn_from",
    "finite",
    "holds",
    "keeps_norms",
    "raises",
    "rows_sum_to_one",
    "same",
    "same_within",
    "slopes_match",
    "unchanged",
]
