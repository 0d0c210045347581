"""What students are shown holds nothing secret; when it does, the file is named."""

from grader.pipeline import ready
from grader.verify.reports import shown_texts


def leaked(proof):
    return [finding for finding in proof().errors if finding.check == "leaks"]


def test_a_hint_may_be_read(proof):
    assert leaked(proof) == []


def test_a_hidden_value_in_a_rule_is_a_leak(edit, proof):
    rule = (
        'def telling(value):\n    """The values are right."""\n'
        "    return bool(value.sum() < 1.01) or f'the first should be {0.2 + 0.0123456}'\n\n\n"
    )
    edit("solutions/hw/cases/q1_rescale.py", '@cases("q1.rescale", weight=3', rule + '@cases("q1.rescale", weight=3')
    edit(
        "solutions/hw/cases/q1_rescale.py",
        'yield call("rescale", rng.uniform(0.5, 2.0, size=5))',
        'yield holds(telling, call("rescale", np.array([0.2123456, 0.7, 0.2, 0.9])))',
    )
    edit("solutions/hw/cases/q1_rescale.py", "import call, cases, unchanged", "import call, cases, holds, unchanged")
    found = leaked(proof)
    assert any(", a hidden value of q1.rescale[ordinary-01]" in finding.problem for finding in found)


def test_the_words_of_a_rubric_in_a_prompt_are_public(course):
    texts = list(shown_texts(ready(course, "hw")))
    assert "Divide by x.sum(), the sum of all entries." in texts
    assert any(text.startswith("Why is `0.1 + 0.2` not exactly") for text in texts)
