"""Mistakes that cost too little, too much, elsewhere, or the same as another."""

MISTAKE = "solutions/hw/mistakes/q1_rescale_by_largest.py"


def test_a_mistake_that_costs_nothing(edit, findings):
    edit(MISTAKE, "x / x.max()", "x * (1 / x.sum())")
    (found,) = findings()
    assert str(found) == f"{MISTAKE}: costs nothing in q1.rescale; write a hidden case that catches it"


def test_a_mistake_that_costs_another_part_as_well(add, edit, findings):
    add("code", "q2.share")
    edit("solutions/hw/q2_share.py", "import numpy as np\n", "import numpy as np\nfrom q1_rescale import rescale\n")
    edit("solutions/hw/q2_share.py", "return x / x.sum()", "return rescale(x)")
    (found,) = findings()
    assert found.problem == "costs points in q2.share as well, at q2.share[example-01]"
    assert found.help == "add q2.share to its parts, or mend the case"


def test_two_mistakes_that_no_case_tells_apart(course, findings):
    text = (course / MISTAKE).read_text()
    twin = course / "solutions/hw/mistakes/twin.py"
    twin.write_text(text.replace("numbers divided by", "entries over").replace("x / x.max()", "x * (1 / np.max(x))"))
    (found,) = findings()
    assert found.problem == "no case tells it from twin (entries over the largest of them)"


def test_two_mistakes_that_fail_alike_but_differ_are_two(course, findings):
    text = (course / MISTAKE).read_text()
    other = course / "solutions/hw/mistakes/other.py"
    other.write_text(text.replace("numbers divided by", "numbers less").replace("x / x.max()", "x / x.max() * 2"))
    assert findings() == []


def test_a_mistake_in_a_module_that_the_reference_lacks(course, add, findings):
    add("code", "q2.share")
    (course / "solutions/hw/q2_share.py").unlink()
    assert any(found.problem == "the reference has no q2_share.py" for found in findings())


def test_a_mistake_that_costs_everything_is_a_note(edit, proof):
    edit(MISTAKE, "return x / x.max()", "return None")
    found = proof(quick=True)
    assert found.errors == ()
    assert [finding.problem for finding in found.findings] == ["costs all of q1.rescale"]
