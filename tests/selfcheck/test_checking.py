"""Public cases on a student's work."""

from __future__ import annotations

import pytest

from grader.errors import UsageError
from grader.selfcheck import State, check, open_workbook


def states(report):
    return {part.part.address.local: part.state.value for part in report.parts}


def softmax(right, body):
    return right.replace("e / e.sum(axis=axis, keepdims=True)", body).replace("x.max(axis=axis, keepdims=True)", "x.max()")


def test_stubs_are_to_be_done_not_wrong(look):
    report = look()
    assert set(states(report).values()) == {"todo"}
    assert not report.passed
    assert report.first_failure is None


def test_right_work_passes(look, right, answers):
    report = look(**{"q4.py": right, "answers.md": answers})
    assert states(report) == {"q4.softmax": "pass", "q4.mean": "pass", "q5.line": "read", "q5.width": "read", "q5.why": "read"}
    assert report.passed


def test_hidden_cases_are_counted_and_not_there(look, folder):
    report = look()
    assert {part.part.address.local: part.hidden for part in report.parts if part.hidden} == {"q4.softmax": 2, "q4.mean": 1}
    assert "secret" not in "".join(path.read_text() for path in folder.rglob("*") if path.is_file())


def test_a_wrong_axis_is_named(look, right):
    report = look("q4.softmax", **{"q4.py": softmax(right, "e / e.sum(axis=0)")})
    assert report.parts[0].state is State.FAIL
    assert report.parts[0].mistake.id == "wrong_axis"


def test_a_secret_mistake_is_not_named(look, right):
    report = look("q4.softmax", **{"q4.py": softmax(right, "x / x.sum(axis=axis, keepdims=True)")})
    assert report.parts[0].state is State.FAIL
    assert report.parts[0].mistake is None


def test_another_wrong_result_is_no_known_mistake(look, right):
    report = look("q4.softmax", **{"q4.py": softmax(right, "e / 3")})
    assert report.parts[0].mistake is None


def test_what_builds_on_a_failing_part_is_skipped(look, right):
    report = look("q4", **{"q4.py": softmax(right, "e / 3")})
    assert states(report) == {"q4.softmax": "FAIL", "q4.mean": "skip"}
    assert report.parts[1].note == "needs q4.softmax"


def test_a_part_asked_for_alone_is_not_skipped(look, right):
    report = look("q4.mean", **{"q4.py": softmax(right, "e / 3")})
    assert states(report) == {"q4.mean": "FAIL"}


def test_one_case_can_be_asked_for(look, right):
    report = look("q4.softmax[each_row-01]", **{"q4.py": right})
    assert [case.case.address.case for case in report.parts[0].cases] == ["each_row-01"]


def test_an_endless_loop_costs_only_its_part(look, right):
    report = look("q4", **{"q4.py": right.replace("    return softmax(scores) @ values", "    while True:\n        pass")})
    assert states(report) == {"q4.softmax": "pass", "q4.mean": "FAIL"}
    assert "did not finish" in report.first_failure[1].outcome.messages[0].reason


def test_code_that_ends_python_is_told(look, right):
    report = look("q4.mean", **{"q4.py": right.replace("return softmax(scores) @ values", "raise SystemExit(3)")})
    assert report.parts[0].state is State.FAIL


def test_the_other_functions_of_a_broken_file_are_checked(look, right):
    report = look("q4", **{"q4.py": right + "\n\ndef helper(:\n    pass\n"})
    assert states(report) == {"q4.softmax": "pass", "q4.mean": "pass"}


def test_the_notebook_counts_where_the_files_are_untouched(look, folder, right):
    notebook = (folder / "hw.ipynb").read_text()
    lines = right.split("def softmax")[1].split("\n\n\n")[0].splitlines()[2:]
    body = "".join(f",\n    {('' + line + chr(10))!r}".replace("'", '"') for line in lines)
    text = notebook.replace('"    raise NotImplementedError"', body.lstrip(",\n "), 1)
    report = look("q4.softmax", **{"hw.ipynb": text})
    assert states(report) == {"q4.softmax": "pass"}


def test_edited_public_cases_do_not_crash(look, folder, right):
    cases = folder / "cases" / "public.py"
    cases.write_text(cases.read_text().replace("def each_row", "def every_row"))
    report = look("q4.softmax", **{"q4.py": right})
    assert report.workbook.changed() == ("cases/public.py",)
    assert [case.note for case in report.parts[0].cases] == ["", "not in the release"]


@pytest.mark.parametrize("address", ["q9", "q4.softmx", "q4.softmax.", "q 4"])
def test_an_unknown_address_is_refused(address, folder):
    with pytest.raises(UsageError, match=r"q4|address"):
        check(open_workbook(folder), address)


def test_the_nearest_address_is_named(folder):
    with pytest.raises(UsageError, match=r"did you mean 'q4\.softmax'\?"):
        check(open_workbook(folder), "q4.softmx")
