"""The result as other graders write it."""

import base64
import json
from fractions import Fraction

import pytest

from grader.exports import FORMATS, write_format
from grader.model import Address, Adjustment, Message, PartResult, Result, Verdict


def part(name, verdict, earned, possible=4, *messages, pending=0):
    return PartResult(
        Address.parse(f"hw/{name}"),
        name.title(),
        "code",
        verdict,
        Fraction(earned),
        Fraction(possible),
        messages=messages,
        pending=Fraction(pending),
    )


def result(*parts, adjustments=()):
    earned = sum((p.earned for p in parts), Fraction(0)) + sum((line.points for line in adjustments), Fraction(0))
    return Result("hw", "HW", "ada", parts, earned, sum((p.possible for p in parts), Fraction(0)), "strong", adjustments=adjustments)


FULL = part("q.a", Verdict.PASSED, 4)
HALF = part("q.b", Verdict.PARTIAL, Fraction(4, 3), 4, Message("Rows do not sum to 1.", "Divide by the row's sum."))
OPEN = part("q.c", Verdict.REVIEW, 0, 2, pending=2)
BROKEN = part("q.d", Verdict.BROKEN, 4)


def test_gradescope():
    document = json.loads(write_format("gradescope", result(FULL, HALF)))
    assert document["score"] == pytest.approx(16 / 3, abs=1e-6)
    assert [(test["status"], test["score"], test["max_score"]) for test in document["tests"]] == [("passed", 4, 4), ("failed", 1.333333, 4)]
    assert document["tests"][1]["output"] == "Rows do not sum to 1. Divide by the row's sum."


def test_gradescope_says_what_is_provisional_and_what_rules_took():
    late = Adjustment("late", Fraction(-1), "One day late")
    document = json.loads(write_format("gradescope", result(FULL, OPEN, adjustments=(late,))))
    assert document["output"] == "3.00 of 6.00 points.\nThis is provisional. 2.00 points wait for a person.\nOne day late: -1.00 points."


def test_check50_has_three_states():
    document = json.loads(write_format("check50", result(FULL, HALF, OPEN)))
    assert [one["passed"] for one in document["results"]] == [True, False, None]
    assert document["results"][1]["cause"] == {"rationale": "Rows do not sum to 1.", "help": "Divide by the row's sum."}


@pytest.mark.parametrize(("parts", "status"), [((FULL,), "pass"), ((FULL, HALF), "fail"), ((FULL, BROKEN), "error")])
def test_github_classroom_is_base64_of_version_3(parts, status):
    document = json.loads(base64.b64decode(write_format("github-classroom", result(*parts))))
    assert (document["version"], document["status"], document["max_score"]) == (3, status, 4 * len(parts))


def test_autolab_is_one_line():
    written = write_format("autolab", result(FULL, HALF)).decode()
    assert written.count("\n") == 1
    assert json.loads(written) == {"scores": {"q.a": 4, "q.b": 1.333333}, "scoreboard": [5.333333]}


@pytest.mark.parametrize("name", FORMATS)
def test_a_student_s_words_are_data(name):
    hostile = part("q.a", Verdict.FAILED, 0, 4, Message('</script>"\ud800\n{"scores": {}}', "x" * 10_000))
    written = write_format(name, result(hostile)).decode()
    text = base64.b64decode(written).decode() if name == "github-classroom" else written
    assert json.loads(text)
    assert len(text) < 12_000


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_result_gives_the_same_bytes(name):
    assert write_format(name, result(FULL, HALF)) == write_format(name, result(FULL, HALF))
