"""Derivations earn their milestones; what the machine cannot tell goes to a person."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from grader.kinds import Algebra
from grader.model import Address, Answer, Observation, Status, Verdict

SYMBOLS = {
    "x1 x2": {"y": "scalar", **{f"{letter}{n}": "scalar" for letter in "abx" for n in "12"}, "a'": "scalar", "b'": "scalar"},
    "W": {"W1": [2, 3], "W2": [3, 4], "W'": [2, 4], "b1": [2, 1], "b2": [3, 1], "b'": [2, 1], "x1": [3, 1], "x2": [4, 1], "y": [2, 1]},
}
SCALAR = Algebra(
    "answers.md",
    ("y = a1 x1 + b1", "x1 = a2 x2 + b2"),
    "y = a' x2 + b'",
    SYMBOLS["x1 x2"],
    (
        {"title": "substituted", "shows": ["y = a1 (a2 x2 + b2) + b1"]},
        {"title": "expanded", "shows": ["y = a1 a2 x2 + a1 b2 + b1"]},
        {"title": "slope", "defines": "a'", "result": True},
        {"title": "intercept", "defines": "b'", "result": True, "help": "Say what b' is."},
    ),
)
MATRIX = Algebra(
    "answers.md",
    ("y = W1 x1 + b1", "x1 = W2 x2 + b2"),
    "y = W' x2 + b'",
    SYMBOLS["W"],
    (
        {"title": "substituted", "shows": ["y = W1 (W2 x2 + b2) + b1"]},
        {"title": "expanded", "shows": ["y = W1 W2 x2 + W1 b2 + b1"]},
        {"title": "weight", "defines": "W'", "result": True},
        {"title": "bias", "defines": "b'", "result": True},
    ),
)
SLOPE = Algebra(
    "answers.md",
    ("s(x) = 1/(1 + e^(-x))",),
    "s'(x) = s(x) (1 - s(x))",
    {"x": "scalar", "s": "function", "s'": "function"},
    (
        {"title": "differentiated", "shows": ["s'(x) = e^(-x)/(1 + e^(-x))^2"]},
        {"title": "simplified", "shows": ["s'(x) = s(x) (1 - s(x))"], "result": True},
        {"title": "maximum", "shows": ["x = 0"], "says": [["largest", "maxim"], [" 0", "zero"]], "result": True},
    ),
    "x = 0",
)
ROTATION = Algebra(
    "answers.md",
    ("R(m) = [[cos(m θ), -sin(m θ)], [sin(m θ), cos(m θ)]]",),
    "R(m)^T R(n) = R(n - m)",
    {"m": "scalar", "n": "scalar", "θ": "scalar", "R": "function"},
    (
        {"title": "product", "shows": ["sin((n - m) θ) = sin(n θ) cos(m θ) - cos(n θ) sin(m θ)", "R(m)^T R(n) = R(-m) R(n)"]},
        {
            "title": "identities",
            "shows": ["cos((n - m) θ) = cos(n θ) cos(m θ) + sin(n θ) sin(m θ)"],
            "says": [["addition theorem", "back by"]],
        },
        {"title": "conclusion", "shows": ["R(m)^T R(n) = R(n - m)"], "result": True},
    ),
    units=("θ",),
)
KINDS = {"scalar": SCALAR, "matrix": MATRIX, "slope": SLOPE, "rotation": ROTATION}


def judge(kind, text, *, loose=False):
    case = kind.cases(Address("hw", "q2", "part"))[0]
    seen = kind.read(Answer(text, "answers.md", 1, loose))
    return kind.judge(case, seen, seen)


@pytest.mark.parametrize(
    ("kind", "text", "verdict", "quarters"),
    [
        ("scalar", "y = a1(a2 x2 + b2) + b1\ny = a1a2x2 + a1b2 + b1\na' = a1a2\nb' = a1b2 + b1\ny = a'x2 + b'", "passed", 4),
        ("scalar", "y = a1(a2 x2 + b2) + b1; a' = a1a2, b' = a1b2 + b1", "passed", 4),
        ("scalar", "y = a1 a2 x2 + a1 b2 + b1 so a' = a1a2 and b' = a1b2 + b1", "passed", 4),
        ("scalar", "$$y = a_1(a_2x_2 + b_2) + b_1$$\n$$y = a_1a_2x_2 + (a_1b_2 + b_1)$$\n$$y = a'x_2 + b'$$", "partial", Fraction(7, 2)),
        ("scalar", "y = a1(a2x2 + b2) + b1\ny = a1a2x2 + b2 + b1\na' = a1a2\nb' = b2 + b1\ny = a'x2 + b'", "partial", 2),
        ("scalar", "y = a1(a2x2 + b2) + b1 = a1a2x2 + b2 + b1", "partial", 1),
        ("scalar", "a' = a1a2\nb' = a1b2 + b1", "partial", 1),
        ("scalar", "a' = a1a2, b' = b2", "partial", Fraction(1, 2)),
        ("scalar", "y = a1 x1 + b1\ny = a' x2 + b'", "failed", 0),
        ("scalar", "y = a1(a2x2 + b2", "malformed", 0),
        ("scalar", "", "missing", 0),
        ("scalar", "I could not do this one.", "review", 0),
        ("scalar", "y = a1 (a2 x2 + b2) + b1\nb' = (10^6)!", "review", 0),
        ("scalar", "y = a1 (a2 x2 + b2) + b1\ny = a1 a2 x2 + (a1 b2", "review", 0),
        ("matrix", "y = W1(W2x2 + b2) + b1 = W1W2x2 + W1b2 + b1\nW' = W1W2, b' = W1b2 + b1", "passed", 4),
        ("matrix", "y = (x2 W2 + b2) W1 + b1\ny = x2 W2 W1 + b2 W1 + b1\nW' = W2 W1\nb' = b2 W1 + b1", "passed", 4),
        ("matrix", "y = W1(W2x2 + b2) + b1 = W1W2x2 + W1b2 + b1\nW' = W2W1\nb' = W1b2 + b1", "partial", 3),
        ("slope", "s'(x) = e^{-x}/(1+e^{-x})^2\n= s(x)(1 - s(x))\nThe slope is largest at x = 0.", "passed", 4),
        ("slope", "ds/dx = e^{-x}/(1+e^{-x})^2 = s(1-s)\ns = 1/2 there, so the maximum is at zero", "passed", 4),
        ("slope", "\\sigma'(x) = \\frac{e^{-x}}{(1+e^{-x})^2} = \\sigma(x)(1-\\sigma(x)), maximal at x = 0", "passed", 4),
        ("slope", "s'(x) = s(x)(1 - s(x))", "partial", Fraction(2, 3)),
        ("slope", "s'(x) = e^{-x}/(1+e^{-x})^2\ns'(x) = s(x)(1 + s(x))\nlargest at x = 1", "partial", Fraction(4, 3)),
        ("slope", "Let $u = 1 + e^{-x}$, so $u' = -e^{-x}$.\n$s' = -u'/u^2 = (u - 1)/u^2 = s(1 - s)$\nlargest at x = 0", "passed", 4),
        ("scalar", "In y = a1 x1 + b1 we put x1 = a2 x2 + b2: y = a1 (a2 x2 + b2) + b1", "partial", 1),
        ("scalar", "we put in y = a1 a2 x2 + a1 b2 + b1\na' = a1 a2\nb' = a1 b2 + b1", "passed", 4),
        ("rotation", "cos m cos n + sin m sin n = cos(n-m)\ncos m sin n - sin m cos n = sin(n-m)\nThis is the matrix R(n-m).", "passed", 4),
        ("rotation", "$R(m)^T R(n) = R(-m) R(n) = R(n-m)$ by the addition theorems", "passed", 4),
        ("rotation", "R(m)^T R(n) = R(-m) R(n) = R(n-m) becuase we turn bak by m", "passed", 4),
        ("rotation", "R(m)^T R(n) = R(-m) R(n) = R(n-m)", "partial", Fraction(8, 3)),
        ("rotation", "R(m)^T R(n) = R(n-m) by the addition theorems", "partial", Fraction(2, 3)),
        ("rotation", "R(m)^T R(n) = R(-m) R(n)\nso it is R(m-n)", "partial", Fraction(4, 3)),
        ("rotation", "Show that the product is R(n-m).", "review", 0),
        ("rotation", "transpose, addition theorem, product, conclusion R(n-m)", "review", 0),
    ],
)  # fmt: skip
def test_marks(kind, text, verdict, quarters):
    found = judge(KINDS[kind], text)
    assert (found.verdict, found.credit * 4) == (verdict, quarters), found.messages


def test_what_is_lost_has_a_reason_and_a_next_step():
    messages = judge(SCALAR, "y = a1(a2x2 + b2) + b1\ny = a1a2x2 + b2 + b1").messages
    assert messages[0].reason == "Line 2 is not right. The term $b_{2}$ should be $a_{1} b_{2}$."
    assert messages[0].source == "y = a1a2x2 + b2 + b1"
    assert messages[-1].reason == "The step 'intercept' is missing."
    assert messages[-1].help == "Say what b' is."


def test_half_and_visible_are_told_apart():
    assert "stated, but not derived" in judge(SCALAR, "a' = a1a2").messages[-2].reason
    assert "visible but not named" in judge(SCALAR, "y = a1a2x2 + a1b2 + b1\na' = a1a2").messages[-1].reason


def test_a_loose_sheet_earns_what_it_shows():
    sheet = "Suppose $y = a_1x_1 + b_1$ and use $x_1$:\n$$y = a_1(a_2x_2 + b_2) + b_1$$\nGradients are products of slopes."
    assert judge(SCALAR, sheet, loose=True).credit == Fraction(1, 4)
    assert judge(SCALAR, sheet + "\nlog 3 is no number\n$x^{999999999} = 1$", loose=True).verdict is Verdict.PARTIAL


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Gradients are products of slopes.", Verdict.MISSING),
        ("y = a1 (a2 x2 + b2) + b1", Verdict.MISSING),
        ("b' = b1 + b2", Verdict.REVIEW),
    ],
)
def test_a_loose_sheet_without_this_derivation_has_no_answer(text, verdict):
    assert judge(MATRIX, text, loose=True).verdict is verdict


def test_a_loose_sheet_that_speaks_of_its_functions_goes_to_a_person():
    assert judge(ROTATION, "(R_m q)^T (R_n k) = q^T R_{n-m} k", loose=True).verdict is Verdict.REVIEW


def test_without_a_goal_a_person_reads():
    assert judge(Algebra("answers.md"), "y = x").verdict is Verdict.REVIEW


def test_without_milestones_the_goal_is_the_only_one():
    kind = Algebra("answers.md", (), "3*d^2 = 12", {"d": "scalar"})
    assert [step.title for step in kind.steps()] == ["the goal"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"goal": 3}, "goal must be a text, but got 3"),
        ({"at": "largest"}, "the point 'largest' must say what a symbol is"),
        ({"given": ("y = (",)}, "the given 'y = (' cannot be read"),
        ({"symbols": {"a": "number"}}, "symbols.a must be one of scalar, vector, matrix, function"),
        ({"milestones": ("x",)}, "milestones[0] must be a mapping"),
        ({"milestones": ({"title": "t", "show": ["y"]},)}, "milestones[0] has no field 'show'; did you mean 'shows'?"),
        ({"milestones": ({"shows": ["y"]},)}, "milestones[0].title must be a text"),
        ({"milestones": ({"title": "t"},)}, "milestone 't' needs shows, defines or says"),
        ({"milestones": ({"title": "t", "shows": ["y = ("]},)}, "milestone 't': 'y = (' cannot be read"),
        ({"milestones": ({"title": "t", "defines": "q"},)}, "milestone 't': 'q' is no new symbol of the goal"),
        ({"milestones": ({"title": "t", "says": "zero"},)}, "milestones[0].says must be a list of lists of words"),
        ({"milestones": ({"title": "t", "shows": ["y"], "points": 0},)}, "milestones[0].points must be a number above 0"),
        ({"milestones": ({"title": "t", "shows": ["y"], "result": 1},)}, "milestones[0].result must be true or false"),
    ],
)
def test_what_an_author_writes_wrongly_is_named(change, message):
    fields = {"answer": "answers.md", "given": SCALAR.given, "goal": SCALAR.goal, "symbols": SCALAR.symbols, **change}
    with pytest.raises(ValueError, match=re.escape(message)):
        Algebra(**fields)


def test_a_loose_sheet_is_not_told_that_lines_of_other_parts_are_wrong():
    sheet = "$q = 3 k$ and $y = a_1(a_2x_2 + b_2) + b_1$\n$W = W_1 W_2$"
    assert [m.reason for m in judge(SCALAR, sheet, loose=True).messages if "not right" in m.reason] == []
    assert [m.reason for m in judge(SCALAR, sheet).messages if "not right" in m.reason] != []


def test_a_matrix_drawn_over_lines_is_one():
    drawn = """R(m)^T R(n) =
[ cos m cos n + sin m sin n    sin m cos n - cos m sin n ]
[ cos m sin n - sin m cos n    sin m sin n + cos m cos n ]

= [ cos(n-m)  -sin(n-m) ]
  [ sin(n-m)   cos(n-m) ]   = R(n-m)"""
    assert [line.verdict for line in ROTATION.weigh(drawn)[0].lines] == ["correct", "correct"]
    assert "incorrect" in [line.verdict for line in ROTATION.weigh(drawn.replace("-sin(n-m)", "sin(n-m)"))[0].lines]


def judged(kind, text, *, loose=False):
    case = kind.cases(Address("hw", "q1", "scalar"))[0]
    return kind.judge(case, kind.read(Answer(text, "answers.md", 1, loose=loose)), kind.read(Answer("y = a1 x1", "answers.md", 1)))


def test_a_derivation_is_shown_back_line_by_line():
    text = "First the inner layer:\ny = a1 (a2 x2 + b2) + b1\ny = a1 a2 x2 + b2 + b1\nb' = b2 + b1\ny = a1 (a2"
    found = [(line.found, line.reading) for line in judged(SCALAR, text).lines]
    assert found == [
        ("words", ""),
        ("proved", "y = a_{1} (a_{2} x_{2} + b_{2}) + b_{1}"),
        ("wrong", "y = a_{1} a_{2} x_{2} + b_{2} + b_{1}"),
        ("inherited", "b' = b_{2} + b_{1}"),
        ("unreadable", ""),
    ]


def test_a_bound_is_never_called_proved_nor_equal():
    lines = judged(SCALAR, "y = a1 (a2 x2 + b2) + b1\na1^2 >= 0\n2/3 = 0.667").lines
    assert [line.found for line in lines] == ["proved", "holds where tried", "numerically equal"]


def test_a_loose_sheet_shows_only_what_is_right_here():
    lines = judged(SCALAR, "y = a1 (a2 x2 + b2) + b1\n3 * 768 = 17\na' = a1 a2", loose=True).lines
    assert [line.text for line in lines] == ["y = a1 (a2 x2 + b2) + b1", "a' = a1 a2"]


def test_what_is_shown_back_is_bounded():
    lines = judged(SCALAR, "\n".join(["y = a1 (a2 x2 + b2) + b1 " + "+ 0 " * 150] * 150)).lines
    assert len(lines) == 60
    assert sum(len(line.text) + len(line.reading) for line in lines) < 60 * 400 + 6000


def test_steps_beside_the_answer_count_and_its_other_lines_do_not_disturb():
    own = "a' = a1 a2\nb' = a1 b2 + b1"
    other = Answer("y = a1 (a2 x2 + b2) + b1\ny = W Q + 7\n12 * 3 = 37", "answers.md", 30)
    answer = Answer(own, "answers.md", 1, beside=other)
    case = SCALAR.cases(Address("hw", "q1", "scalar"))[0]
    alone, beside = (SCALAR.judge(case, SCALAR.read(one), SCALAR.read(one)) for one in (Answer(own, "answers.md"), answer))
    assert (alone.credit, beside.credit) == (Fraction(1, 4), Fraction(1))
    assert [line.text for line in beside.lines] == own.splitlines()


def test_the_first_line_is_compared_with_what_is_given() -> None:
    sample = Algebra.samples()[0]
    wrong = Observation(Status.RETURNED, ("y = a c z + b",))

    told = sample.kind.judge(sample.case, wrong, sample.expected).messages[0]

    assert told.help == "Compare this line with what is given, one term at a time."
