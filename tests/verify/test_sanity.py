"""Each plain fact that does not hold is told with its place and the next step."""

import pytest

CASES = "solutions/hw/cases/q1_rescale.py"


def told(findings):
    return [str(finding) for finding in findings()]


def test_a_reference_that_a_case_refuses(edit, findings):
    edit(
        "solutions/hw/cases/q1_rescale.py",
        'yield call("rescale", np.array([2.5]))',
        'yield raises(ValueError, call("rescale", np.array([2.5])))',
    )
    edit(CASES, "import call, cases, unchanged", "import call, cases, raises, unchanged")
    (found,) = told(findings)
    assert found.startswith(
        "hw/q1.rescale[small-01]: the reference does not pass (broken): This could not be judged: the reference returns"
    )
    assert found.endswith("mend the reference, the case or the rubric: one of them is wrong")


def test_a_model_answer_that_is_missing(edit, findings):
    edit("solutions/hw/answers.md", "3 × 4 = 12", "")
    assert any(found.startswith("hw/q1.entries[answer]: the reference does not pass") for found in told(findings))


def test_prose_that_earns_less_than_all(edit, findings):
    edit(
        "solutions/hw/answers.md",
        "Each is rounded to the nearest\nfloat when it is stored, and the two rounding errors show up in the sum.",
        "",
    )
    assert any(found.startswith("hw/q1.inexact[answer]: the reference does not pass (partial)") for found in told(findings))


def test_a_stub_that_earns_points(edit, findings):
    edit("assignments/hw/q1_rescale.py", "raise NotImplementedError", "return x / x.sum()")
    assert "hw/q1.rescale: the untouched stub earns 2 of 2; let cases ask for the work itself" in told(findings)


def test_a_case_file_that_cannot_be_run(edit, findings):
    edit(CASES, "import numpy as np", "import nampy as np")
    assert any("cannot be asked: solutions/hw/cases/q1_rescale.py:3: ModuleNotFoundError" in found for found in told(findings))


def test_a_case_without_a_hint(edit, findings):
    edit(CASES, '@cases("q1.rescale", weight=3, hint="Divide by x.sum(), the sum of all entries.")', '@cases("q1.rescale")')
    assert any("ordinary has no hint" in found for found in told(findings))


def test_an_anchor_that_scores_otherwise(edit, findings):
    edit("rubrics/hw/q1_inexact.yaml", "points: 0\n    concepts: []", "points: 2\n    concepts: []")
    (found,) = told(findings)
    assert found.startswith("rubrics/hw/q1_inexact.yaml:23: anchors[3] is worth 2 but scores 0")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "title: Homework\n",
            "title: Homework\ncap: 50\n",
            "hw: the cap 50 is above the 8 points that can be reached; take the cap away or add points",
        ),
        (
            "    title: Question 1\n",
            "    title: Question 1\n    cap: 50\n",
            "hw/q1: the cap 50 is above the 8 points of its parts; take the cap away or add points",
        ),
    ],
)
def test_caps_above_what_can_be_reached(old, new, expected, edit, findings):
    edit("assignments/hw/assignment.yaml", old, new)
    assert told(findings) == [expected]


def test_points_that_are_not_round_are_a_note(edit, proof):
    edit("assignments/hw/assignment.yaml", "points: 3", "points: 2.5")
    found = proof(quick=True)
    assert found.errors == ()
    assert [finding.problem for finding in found.findings] == ["all points together are 7.5"]


def test_the_advice_of_load_is_set_apart(course, findings):
    (course / "rubrics" / "hw" / "q1_inexact.yaml").rename(course / "rubrics" / "hw" / "zzz.yaml")
    assert any("; rubrics there: " in found for found in told(findings))
