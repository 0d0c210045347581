"""Every notation in which people write a number or a matrix."""

from fractions import Fraction
from time import process_time
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.numeric.reading import LONGEST, read_number

# ruff: noqa: E501 - answers as people write them, one an entry

RIGHT: dict[Any, list[str]] = {
    64: [
        "64",
        "64.",
        "64 dimensions",
        "768//12",
        "768 // 12 = 64",
        "d_head = 64",
        "$\\frac{768}{12} = 64$",
        "$$d_{\\text{head}} = \\frac{d_{\\text{model}}}{h} = \\frac{768}{12} = 64$$",
        "$\\boxed{64}$",
        "**64**",
        "So the head dimension is 768/12 = 64.",
        "768/12",
        "768 / 12 = 64",
        "sixty-four",
        "sqrt(4096)",
        "64 = 768/12 because there are 12 heads",
        "d_model = 768, h = 12, so d_head = 768/12 = 64",
        "~~32~~ 64",
        "６４",
        "768÷12=64",
        "d_head: 64",
        "Answer: 64",
        "- d_head = 64",
        "768/12 → 64",
        "(a) 64",
        "1. 64",
        "np.array(64)",
        "[64]",
        "2^6",
        "2**6",
        "2⁶",
        "8²",
        "$2^{6}$",
        "64 dims per head",
        "each head has 64 dimensions",
        "*64*",
        "_64_",
        "`64`",
        "```\n64\n```",
        "> 64",
        "The answer is 64 because 768/12 = 64 with 12 heads",
        "We have 12 heads and d_model = 768, hence 768/12 = 64.",
        "64 (since 768/12 = 64)",
        "+64",
        "\\(64\\)",
        "\\[ 64 \\]",
        "d_k = d_v = 64",
        "**d_head = 64**",
        "d<sub>head</sub> = 64",
        "8<sup>2</sup>",
        "768/12=64.",
        "\\dfrac{768}{12}",
        "768\\div12 = 64",
        "64d",
        "64-dimensional",
        "128/2 = 64 ✓",
        "The dimension of each head: 768 ÷ 12 = 64 dimensions",
        "We divide 768 by 12 to get 64.",
        "64,",
        "Each of the 12 heads gets 64 dimensions since 768/12 = 64",
    ],
    1769472: [
        "1,769,472",
        "17,69,472",
        "1 769 472",
        "1_769_472",
        "1'769'472",
        "1{,}769{,}472",
        "1\\,769\\,472",
        "1.769472M",
        "3*768*768",
        "3 × 768 × 768 = 1,769,472",
        "$$\\text{Total parameters} = 3 \\times 768 \\times 768 = 17,69,472$$",
        "1769472",
        "1.769472 million",
        "17.69472 lakh",
        "1.769472e6",
        "1.769472×10^6",
        "1.769472 \\cdot 10^{6}",
        "1.769.472",
        "1.769472 x 10^6",
        "3x768x768",
        "3·768²",
        "3*768^2",
        "3 * 589824 = 1769472",
        "768*768 = 589824\n3*589824 = 1769472",
        "768*768 = 589,824, times 3 = 1,769,472",
        "1,769,472 ≈ 1.77M",
        "3 × 768 × 768 = 1,769,472 ≈ 1.77M",
        "1 769 472 parameters",
        "1769472 weights in total",
        "3(768)(768)",
        "3 \\cdot 768^2",
        "1.769472·10⁶",
        "3 * (768 * 768) = 1769472",
        "Q, K, V each 768x768 = 589824, so 3*589824 = 1769472",
        "1,769,472 (about 1.77M)",
    ],
    Fraction(1, 4): [
        "0.25",
        ".25",
        "0,25",
        "1/4",
        "25 %",
        "25%",
        "25\\%",
        "\\frac14",
        "¼",
        "1⁄4",
        "one quarter",
        "a quarter",
        "$s'(0) = 0.25$",
        "s'(0) = s(0)(1-s(0)) = 0.5*0.5 = 0.25",
        "1/4 = 0.25",
        "σ'(0) = 0.5(1-0.5) = 0.25",
        "\\sigma'(0) = 1/4",
        "max = 0.25 at x = 0",
        "0.25 at x=0",
        "zero point two five",
        "2.5e-1",
        "½ * ½",
        "0.5^2",
        "0.25 (at x = 0)",
        "s'(x) ≤ 1/4",
        "The largest slope is 1/4, at x = 0.",
        "٠٫٢٥",
        "25 percent",
        "¹⁄₄",
        "\\tfrac{1}{4}",
        "e^0/(1+e^0)^2",
        "sigmoid(0)*(1-sigmoid(0))",
        "1/4 or 0.25",
        "1/4 (0.25)",
        "at x = 0 the slope is 1/4",
    ],
    -3: ["-3", "−3", "- 3", "–3", "x = -3", "(-3)", "-6/2"],
    Fraction(7, 2): ["3½", "3 ½", "7/2", "3.5", "3,5"],
    1770000: ["1.77M", "1.77 M", "1.77 million", "1,77 Mio", "1.77 Million", "1.77e6", "≈ 1.77M", "about 1.77 million"],
    12000: ["12k", "12K", "12 k", "12 thousand", "12,000"],
    4: ["sqrt(16)", "√16", "\\sqrt{16}", "16^(1/2)", "$\\sqrt{16} = 4$"],
}

GRIDS = [
    "[[0.665, 0.245, 0.090],[0.333,0.333,0.333]]",
    "0.665 0.245 0.090\n0.333 0.333 0.333",
    "0.665, 0.245, 0.090\n0.333, 0.333, 0.333",
    "np.array([[0.665, 0.245, 0.090], [0.333, 0.333, 0.333]])",
    "$$\\begin{pmatrix} 0.665 & 0.245 & 0.090 \\\\ 0.333 & 0.333 & 0.333 \\end{pmatrix}$$",
    "\\begin{bmatrix}0.665&0.245&0.090\\\\0.333&0.333&0.333\\\\\\end{bmatrix}",
    "$$\\left[\\begin{array}{ccc} 0.665 & 0.245 & 0.090 \\\\ 0.333 & 0.333 & 0.333 \\end{array}\\right]$$",
    "| a | b | c |\n|---|---|---|\n| 0.665 | 0.245 | 0.090 |\n| 0.333 | 0.333 | 0.333 |",
    "| row | a | b | c |\n|---|:-:|--:|---|\n| row 1 | 0.665 | 0.245 | 0.090 |\n| row 2 | 0.333 | 0.333 | 0.333 |",
    "|0.665|0.245|0.090|\n|0.333|0.333|0.333|",
    "| 0.665 | 0.245 | 0.090 |\n|---|---|---|\n| 0.333 | 0.333 | 0.333 |",
    "row 1: 0.665 0.245 0.090\nrow 2: 0.333 0.333 0.333",
    "Row 2 → 0.333, 0.333, 0.333\nRow 1 → 0.665, 0.245, 0.090",
    "[0.665 0.245 0.090; 0.333 0.333 0.333]",
    "0.665, 0.245, 0.090; 0.333, 0.333, 0.333",
    "[0.665, 0.245, 0.090]\n[0.333, 0.333, 0.333]",
    "[[0.665 0.245 0.090]\n [0.333 0.333 0.333]]",
    "0,665 0,245 0,090\n0,333 0,333 0,333",
    "0,665; 0,245; 0,090\n0,333; 0,333; 0,333",
    "softmax([2,1,0]) = [0.665, 0.245, 0.090]\nsoftmax([1,1,1]) = [0.333, 0.333, 0.333]",
    "Row 1: (0.665, 0.245, 0.090)\nRow 2: (0.333, 0.333, 0.333)",
    "First row: e^2/(e^2+e+1) = 0.665, e/(e^2+e+1) = 0.245, 1/(e^2+e+1) = 0.090\nSecond row: 1/3 = 0.333, 1/3 = 0.333, 1/3 = 0.333",
    "\\begin{pmatrix} 2 & 1 & 0 \\\\ 1 & 1 & 1 \\end{pmatrix} \\to \\begin{pmatrix} 0.665 & 0.245 & 0.090 \\\\ 0.333 & 0.333 & 0.333 \\end{pmatrix}",
    "We get\n\n0.665  0.245  0.090\n\n0.333  0.333  0.333\n\nand each row sums to 1.",
    "- Row 1: 0.665, 0.245, 0.090\n- Row 2: 0.333, 0.333, 0.333",
    "1. 0.665, 0.245, 0.090\n2. 0.333, 0.333, 0.333",
    "**Row 1:** 0.665, 0.245, 0.090\n\n**Row 2:** 0.333, 0.333, 0.333",
    "{{0.665, 0.245, 0.090}, {0.333, 0.333, 0.333}}",
    "```\n[[0.665 0.245 0.09 ]\n [0.333 0.333 0.333]]\n```",
    "~~[[1,2,3],[4,5,6]]~~ [[0.665, 0.245, 0.090],[0.333,0.333,0.333]]",
    "array([[0.665, 0.245, 0.09 ],\n       [0.333, 0.333, 0.333]])",
    "((0.665, 0.245, 0.090), (0.333, 0.333, 0.333))",
    "[0.665, 0.245, 0.090],\n[0.333, 0.333, 0.333]",
    "[0.665, 0.245, 0.090], [0.333, 0.333, 0.333]",
    "softmax(2,1,0) = (0.665, 0.245, 0.090)\nsoftmax(1,1,1) = (0.333, 0.333, 0.333)",
    "0.665\t0.245\t0.090\n0.333\t0.333\t0.333",
    "$$\\begin{bmatrix} 2.0 & 1.0 & 0.0 \\end{bmatrix}$$\n$$\\begin{array}{ccc} \\frac{e^2}{e^2 + e^1 + e^0} & \\downarrow & \\frac{e^1}{e^2 + e^1 + e^0} \\\\ \\downarrow & \\downarrow & \\downarrow \\end{array}$$\n$$\\begin{bmatrix} 0.665 & 0.245 & 0.090 \\\\ 0.333 & 0.333 & 0.333 \\end{bmatrix}$$",
    "[66.5%, 24.5%, 9.0%]\n[33.3%, 33.3%, 33.3%]",
    "z = (2,1,0) → (0.665, 0.245, 0.090)\nz = (1,1,1) → (0.333, 0.333, 0.333)",
    "row 1: 0.665, 0.245, and 0.090\nrow 2: 0.333, 0.333, and 0.333",
    "[[0.665, 0.245, 0.090],\n [1/3, 1/3, 1/3]]",
]
PROSE_GRIDS = [
    "$0.665, 0.245, 0.090$ and $0.333, 0.333, 0.333$",
    "softmax([2, 1, 0]): exponentials 7.389, 2.718, 1; sum 11.107 so 0.665, 0.245, 0.090\nsoftmax([1,1,1]): 0.333, 0.333, 0.333",
    "Row 1: e^2 = 7.389, e = 2.718, 1\n0.665, 0.245, 0.090\nRow 2:\n0.333, 0.333, 0.333",
]
UNCLEAR_GRIDS = [
    "0.7 0.2 0.1 or 0.665 0.245 0.090\n0.333 0.333 0.333",
    "[[0.7, 0.2, 0.1], [0.3, 0.3, 0.4]] or [[0.665, 0.245, 0.090], [0.333, 0.333, 0.333]]",
]
SOFTMAX = np.array([[0.665, 0.245, 0.090], [0.333, 0.333, 0.333]])


@pytest.mark.parametrize(("value", "text"), [(value, text) for value, texts in RIGHT.items() for text in texts])
@pytest.mark.parametrize("shape", [None, ()])
def test_a_number_in_any_notation(value: Any, text: str, shape: Any) -> None:
    reading = read_number(text, shape=shape)

    assert reading.number is not None, (reading.status, reading.problem, reading.others)
    assert float(reading.number.value) == pytest.approx(float(value), rel=1e-12)
    assert reading.shape == ()
    assert reading.notes == ()


@pytest.mark.parametrize("text", GRIDS)
def test_a_matrix_in_any_notation(text: str) -> None:
    reading = read_number(text, shape=(2, 3))
    array = reading.array[np.argsort(reading.row_numbers)] if reading.row_numbers else reading.array

    assert reading.shape == (2, 3)
    np.testing.assert_allclose(array, SOFTMAX, atol=4e-4)


@pytest.mark.parametrize("text", [text for text in GRIDS if " and " not in text])
def test_the_shape_of_a_matrix_need_not_be_known(text: str) -> None:
    assert read_number(text).shape == (2, 3)


@pytest.mark.parametrize("text", PROSE_GRIDS)
def test_rows_among_their_working_are_read_and_not_taken_for_certain(text: str) -> None:
    reading = read_number(text, shape=(2, 3))

    np.testing.assert_allclose(reading.array, SOFTMAX, atol=4e-4)
    assert not reading.sure


@pytest.mark.parametrize("text", UNCLEAR_GRIDS)
def test_one_matrix_or_another_goes_to_a_person(text: str) -> None:
    assert read_number(text, shape=(2, 3)).status == "ambiguous"


@pytest.mark.parametrize(
    "text",
    ["64 or 32", "64\n32", "32 = d, 64 = d", "768/12 = 64\n768/12 = 32", "64 ± 1", "I took 64. Later I took 32.", "x" * (LONGEST + 1)],
)
def test_several_candidates_go_to_a_person(text: str) -> None:
    assert read_number(text).status == "ambiguous"


@pytest.mark.parametrize("text", ["", " \n ", "~~64~~", "<!-- 64 -->", "**", "$$ $$"])
def test_nothing_is_empty(text: str) -> None:
    assert read_number(text).status == "empty"


@pytest.mark.parametrize(
    ("text", "line", "column", "reason"),
    [
        ("I don't know", 1, 1, "there is no number here that can be read"),
        ("\n\n  none", 3, 3, "there is no number here that can be read"),
        ("d = 3 *", 1, 7, "nothing that can be worked out follows '*'"),
        ("= 3*(768*768", 1, 5, "the bracket '(' is not closed"),
        ("the value\nis 1/0", 2, 5, "this divides by zero"),
        ("9**9**9", 1, 2, "this is too large to be worked out"),
        ("2^99999", 1, 2, "this is too large to be worked out"),
        ("1e999999", 1, 1, "this number has more than 400 digits"),
        ("9" * 5000, 1, 1, "this number has more than 400 digits"),
        ("sqrt(-1)", 1, 1, "this is the root of a negative number"),
        ("ln(0)", 1, 1, "ln has no value here"),
        ("exp(1000)", 1, 1, "this is too large to be worked out"),
        ("(" * 100 + "1", 1, 41, "this is nested more than 40 levels deep"),
        ("1+" * 2000, 1, 1502, "this is too long to be read as a number"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(text: str, line: int, column: int, reason: str) -> None:
    problem = read_number(text).problem

    assert problem is not None
    assert (problem.line, problem.column, problem.reason) == (line, column, reason)
    assert problem.allowed


def test_lines_count_on_from_the_answers_own() -> None:
    assert str(read_number("\nnone", line=10).problem).startswith("line 11, column 1: ")


@pytest.mark.parametrize(
    ("text", "value", "note"),
    [
        ("3*768*768 = 1769427", 1769427, "line 1: 3*768*768 is 1769472, not 1769427"),
        ("768/12 = 46 = 64", 64, "line 1: 768/12 is 64, not 46"),
        ("x\n$\\frac{768}{12} = 46$", 46, "line 2: \\frac{768}{12} is 64, not 46"),
        ("1/3 = 0.35", Fraction(7, 20), "line 1: 1/3 is 0.333333, not 0.35"),
    ],
)
def test_a_wrong_step_is_noted_and_the_result_counts(text: str, value: Any, note: str) -> None:
    reading = read_number(text)

    assert reading.number is not None
    assert reading.number.value == value
    assert reading.notes == (note,)


@pytest.mark.parametrize("text", ["1/3 = 0.333", "2/3 = 0.66", "2/3 ≈ 0.7", "3*768*768 = 1.77M", "e^2/(e^2+e+1) = 0.665", "1/4 = 25 %"])
def test_rounding_is_no_wrong_step(text: str) -> None:
    assert read_number(text).notes == ()


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("0.665", Fraction(1, 1000)),
        ("1.77M", 10_000),
        ("12k", 1000),
        ("64", 1),
        ("25 %", Fraction(1, 100)),
        ("1.2e6", 100_000),
        ("2*3", None),
    ],
)
def test_stated_precision(text: str, unit: Any) -> None:
    number = read_number(text).number

    assert number is not None
    assert number.unit == unit


@pytest.mark.parametrize(("text", "other"), [("12,345", Fraction("12.345")), ("1.5m", 1_500_000), ("12 k", 12), ("- 3", 3)])
def test_a_second_meaning_is_kept(text: str, other: Any) -> None:
    number = read_number(text).number

    assert number is not None
    assert number.other == other


def test_an_array_is_only_there_when_something_was_read() -> None:
    assert read_number("[1, 2, 3]").array.tolist() == [1.0, 2.0, 3.0]
    with pytest.raises(ValueError, match="nothing was read"):
        _ = read_number("none").array


HOSTILE = ["(" * LONGEST, "[[" * 3000, "(a " * 2000, "1+" * 3000, "1," * 3000, "a_{" * 2000, "<del>" * 1200, "\\frac" * 1200, "| " * 3000]
HOSTILE += [
    "0.1 " * 1500,
    "x=1," * 1500,
    "\\begin{matrix}" * 400,
    "-" * LONGEST,
    "~~" * 3000,
    "**" * 3000,
    "(" * 3000 + ")" * 3000,
    "9^" * 3000,
]
HOSTILE += ["<sup>1" * 900, "\\text{" * 900, "1/" * 3000, "((1)" * 1500, "1 2\n" * 1500, "$" * LONGEST, "sqrt(" * 1200, "'" * LONGEST]
HOSTILE += ["\\boxed{" * 700 + "1" + "}" * 700, "[1," * 2000, "1e9" * 2000]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:6].strip())
@pytest.mark.parametrize("shape", [None, (), (2, 3)])
def test_hostile_texts_end_soon(text: str, shape: Any) -> None:
    start = process_time()
    read_number(text[:LONGEST], shape=shape)

    # 50 ms on a quiet machine; the bound leaves room for a busy one and still catches anything quadratic.
    assert process_time() - start < 0.5


@given(
    st.text(alphabet=st.sampled_from("0123456789.,;:+-*/^()[]{}|&%$\\_=≈ \nexkM½²√~<>'abc→"), max_size=60),
    st.sampled_from([None, (), (3,), (2, 3)]),
)
def test_no_text_breaks_the_reader(text: str, shape: Any) -> None:
    reading = read_number(text, shape=shape)

    assert (reading.problem is not None) == (reading.status == "malformed")
    assert (reading.number is not None) == (reading.status == "number")


@given(st.text(max_size=80))
def test_no_unicode_breaks_the_reader(text: str) -> None:
    assert read_number(text).status in ("number", "grid", "empty", "malformed", "ambiguous")


@given(st.integers(-(10**15), 10**15))
def test_integers_survive_every_grouping(value: int) -> None:
    western = f"{value:,}"
    groupings = [western.replace(",", sign) for sign in (",", "_", "{,}", "\\,", " ", "'")]
    for text in (str(value), f"${value}$", *groupings):
        number = read_number(text, shape=()).number
        assert number is not None
        assert number.value == value


@given(
    st.decimals(-1000, 1000, places=4), st.sampled_from(["{}", "x = {}", "**{}**", "$\\boxed{{{}}}$", "The answer is {}.", "≈ {}", "({})"])
)
def test_decimals_survive_every_dress(value: Any, dress: str) -> None:
    number = read_number(dress.format(value), shape=()).number

    assert number is not None
    assert number.value == Fraction(value)


@given(st.lists(st.lists(st.decimals(-9, 9, places=3), min_size=3, max_size=3), min_size=2, max_size=2))
def test_matrices_survive_every_form(rows: list[list[Any]]) -> None:
    wanted = np.array(rows, dtype=float)
    latex = "\\begin{bmatrix}" + " \\\\ ".join(" & ".join(map(str, row)) for row in rows) + "\\end{bmatrix}"
    table = "|a|b|c|\n|-|-|-|\n" + "\n".join("|" + "|".join(map(str, row)) + "|" for row in rows)
    forms = [str(wanted.tolist()), str(wanted), latex, table, "\n".join(", ".join(map(str, row)) for row in rows)]
    for text in forms:
        np.testing.assert_allclose(read_number(text, shape=(2, 3)).array, wanted, atol=1e-12)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (r"$\lfloor (100 + 4 - 7)/3 \rfloor + 1 = 33$", 33),
        (r"\left\lfloor \frac{97}{3} \right\rfloor + 1", 33),
        ("⌊97/3⌋ + 1", 33),
        ("np.floor(97 / 3) + 1", 33),
        (r"\lceil 7/2 \rceil", 4),
        ("math.ceil(6 / 2)", 3),
        ("97 // 3 + 1", 33),
        ("int(97 / 3) + 1", 33),
        ("int(64)", 64),
        (r"$H = \left\lfloor\frac{H + 2P - K}{S}\right\rfloor + 1 = \left\lfloor\frac{97}{3}\right\rfloor + 1 = 33$", 33),
    ],
)
def test_floor_and_ceiling(text: str, value: int) -> None:
    found = read_number(text, shape=())

    assert found.number is not None
    assert (found.number.value, found.notes) == (value, ())


@pytest.mark.parametrize("text", ["97/3 + 1 = 33.33, so 33", "33 (rounded down from 33.33)", "33.33, rounded down: 33"])
def test_the_whole_number_beside_its_fraction_may_be_meant(text: str) -> None:
    assert 33 in read_number(text, shape=()).others


@pytest.mark.parametrize("text", ["50 x 4", "50×4", r"$50 \times 4$", "The shape is 50 by 4.", "50*4", "it is 50 x 4, i.e. 50 x 4"])
def test_a_shape_as_people_say_it(text: str) -> None:
    found = read_number(text, shape=(2,))

    assert (found.shape, [int(number.value) for number in found.rows[0]]) == ((2,), [50, 4])


@pytest.mark.parametrize("text", ["50 x 3 x 4", "50 x 4 = 200", "50 x 3 times 3 x 4", "5.0 x 4"])
def test_other_products_are_no_shape(text: str) -> None:
    assert read_number(text, shape=(2,)).shape != (2,)
