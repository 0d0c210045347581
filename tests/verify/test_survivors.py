"""Mutants are killed, survive, are declared, or run out of time; each is told as it is."""

import pytest

from grader.errors import CourseError
from grader.verify.equivalents import read_equivalents
from grader.verify.survivors import mutant_findings, score, try_mutants

CASES = "solutions/hw/cases/q1_rescale.py"
YAML = """format: 1
equivalents:
  - function: q1_rescale.py:rescale
    line: return x / x.sum()
    becomes: {becomes}
    reason: {reason}
"""


@pytest.fixture
def declare(course):
    def written(becomes="x /= x.sum() return x", reason="The array is ours."):
        (course / "solutions/hw/equivalents.yaml").write_text(YAML.format(becomes=becomes, reason=reason))

    return written


@pytest.fixture
def forgetful(edit):
    """Without the case that sees whether the input is changed."""
    edit(CASES, 'yield unchanged(call("rescale", rng.uniform(0.5, 2.0, size=4)))', 'yield call("rescale", rng.uniform(0.5, 2.0, size=4))')
    edit(CASES, ", unchanged", "")
    edit(CASES, "np.array([1, 2, 5])", "np.array([1.0, 2.0, 5.0])")


@pytest.fixture
def mutate(course, trials):
    """Run the mutants; what became of them, and the findings."""

    def mutated():
        declared = read_equivalents(course, "hw")
        tried = try_mutants(trials(), declared, jobs=2, progress=lambda done, total: None)
        return tried, mutant_findings("hw", tried, declared)

    return mutated


def test_a_survivor_is_told_as_a_difference(forgetful, mutate):
    _, (found,) = mutate()
    assert found.place == "q1_rescale.py:8"
    assert "a student could hand this in and get full marks (q1.rescale; x is changed in place)" in found.problem
    assert "- return x / x.sum()\n    + x /= x.sum() return x" in found.problem
    assert found.help == "write a hidden case that tells them apart, or declare it in equivalents.yaml if it is right"


def test_a_declared_survivor_is_equivalent(forgetful, declare, mutate):
    declare()
    tried, findings = mutate()
    assert findings == []
    assert [one.reason for one in tried if one.end == "equivalent"] == ["The array is ours."]
    assert score(tried) == 1


def test_a_declaration_that_a_case_contradicts(declare, mutate):
    declare()
    _, (found,) = mutate()
    assert found.problem == "`x /= x.sum() return x` is declared equivalent, but q1.rescale[input_untouched-01] catches it"


def test_a_declaration_of_no_mutant(declare, mutate):
    declare(becomes="return 7")
    _, (found,) = mutate()
    assert found.problem == "no mutant of q1_rescale.py:rescale turns `return x / x.sum()` into `return 7`"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (YAML.format(becomes="return x", reason="''"), "solutions/hw/equivalents.yaml:3:5: the reason is empty"),
        (
            YAML.format(becomes="return x", reason="r") + YAML.format(becomes="return x", reason="r").split("equivalents:\n")[1],
            "is declared already",
        ),
        (YAML.format(becomes="return x", reason="r").replace("reason", "raeson"), "did you mean 'reason'?"),
        (YAML.format(becomes="[return x, 3]", reason="r"), "solutions/hw/equivalents.yaml:5"),
    ],
)
def test_mistakes_of_the_file_are_told_with_their_place(text, told, course):
    (course / "solutions/hw/equivalents.yaml").write_text(text)
    with pytest.raises(CourseError) as caught:
        read_equivalents(course, "hw")
    assert told in str(caught.value)


def test_no_file_declares_nothing(course):
    assert read_equivalents(course, "hw") == ()


def test_a_mutant_that_never_ends_is_timed_out(edit, mutate):
    edit("assignments/hw/assignment.yaml", "  kind: code\n", "  kind: code\n        seconds: 0.3\n")
    edit("solutions/hw/q1_rescale.py", "    return x / x.sum()", "    n = 1\n    while n < 3:\n        n += 1\n    return x / x.sum()")
    ends = {one.mutant.after: one.end for one in mutate()[0]}
    assert ends["pass"] == "timed out"
    assert ends["n -= 1"] == "timed out"


def test_a_public_case_kills_nothing(forgetful, course, mutate):
    """It weighs nothing, so it costs nothing."""
    (course / "assignments/hw/cases").mkdir()
    text = (
        "import numpy as np\nfrom grader.authoring import call, cases, unchanged\n\n\n"
        '@cases("q1.rescale", hint="Make a new array.")\ndef kept(rng):\n    """The input stays."""\n'
        '    yield unchanged(call("rescale", np.array([2.0, 3.0])))\n'
    )
    (course / "assignments/hw/cases/q1.py").write_text(text)
    assert [one.mutant.after for one in mutate()[0] if one.end == "survived"] == ["x /= x.sum() return x"]
