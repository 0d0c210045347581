"""A rubric is held to its anchors."""

from __future__ import annotations

from grader.text import lint, read_rubric


def test_missing_anchors_are_told(tiny):
    (complaint,) = lint(tiny)
    assert complaint.problem == "there are no anchors"


def test_an_anchor_that_fails(tiny_yaml):
    anchors = (
        "anchors:\n  - {answer: The variance grows., points: 3, concepts: [B]}\n  - {answer: Large scores., points: 1, concepts: [A]}\n"
    )
    complaints = lint(read_rubric(tiny_yaml + anchors, "tiny.yaml"))
    assert [c.problem for c in complaints] == [
        "anchors[1] is worth 3 but scores 2",
        "anchors[1]: the rubric credits concept A",
        "anchors[1]: the rubric does not credit concept B",
    ]
    assert {c.line for c in complaints} == {20}
    assert complaints[0].help == "A (full): variance GROWTH"


def test_a_scheme_without_patterns_is_told():
    complaints = lint(read_rubric("format: 1\nquestion: q\nconcepts: [{id: A, points: 1, text: x}]\n", "r.yaml"))
    assert "no text can match 'A'" in [c.problem for c in complaints]
