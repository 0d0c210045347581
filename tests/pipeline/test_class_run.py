"""A class from collecting to reports, with the real sandbox, gradebook and files."""

import json

import pytest

from grader.model import Verdict

WRONG = """
def double(x):
    return x * x

def total(x):
    while True:
        pass

def twice(x):
    return 2.0 * float(x.sum())
"""


def verdicts(result):
    return {part.address.local: part.verdict.value for part in result.parts}


def test_the_reference_earns_everything_and_prose_waits_for_a_person(run, hand_in):
    hand_in("ada")
    (ada,) = run()[0].results
    assert verdicts(ada) == {"q1.double": "passed", "q1.total": "passed", "q1.twice": "passed", "q2.half": "passed", "q2.why": "review"}
    assert (ada.earned, ada.pending, ada.possible, ada.status) == (6, 3, 9, "provisional")


def test_the_untouched_stub_earns_nothing(run, hand_in, course):
    stub = course / "assignments" / "mini"
    hand_in("stub", q1=(stub / "q1.py").read_text(), answers=(stub / "answers.md").read_text())
    (result,) = run()[0].results
    assert (result.earned, result.pending) == (0, 0)
    assert set(verdicts(result).values()) == {"missing", "skipped"}


def test_a_loop_costs_its_own_part_and_a_known_mistake_is_named(run, hand_in):
    hand_in("bob", q1=WRONG)
    (bob,) = run()[0].results
    assert verdicts(bob) | {"q2.why": "-"} == {
        "q1.double": "failed",
        "q1.total": "timeout",
        "q1.twice": "skipped",
        "q2.half": "passed",
        "q2.why": "-",
    }
    assert bob["q1.double"].mistake == "squares"
    assert bob["q1.double"].messages[0].help == "Two times x, not x times x."


def test_only_some_cases_right_is_partial(run, hand_in):
    hand_in("eve", q1="def double(x):\n    return 2.0 * x if x.size > 1 else x\n")
    (eve,) = run()[0].results
    assert (eve["q1.double"].verdict, float(eve["q1.double"].earned)) == (Verdict.PARTIAL, pytest.approx(2 - 2 * 2 / 9))


def test_a_second_run_runs_nothing_and_writes_the_same_bytes(run, hand_in, tmp_path):
    hand_in("ada")
    hand_in("bob", q1=WRONG)
    _, first = run()
    before = reports(tmp_path / "out")
    _, second = run()
    assert (first > 0, second) == (True, 0)
    assert reports(tmp_path / "out") == before


def test_only_what_changed_is_run_again(run, hand_in):
    hand_in("ada")
    hand_in("bob", q1="def double(x):\n    return 2.0 * x\n")
    run()
    hand_in("bob", q1="def double(x):\n    return x + x\n")
    assert run()[1] == 1


def test_one_and_two_jobs_write_the_same_bytes(run, hand_in, tmp_path):
    for number in range(6):
        hand_in(f"student-{number}", q1=f"def double(x):\n    return {number}.0 * x\n")
    run("one", jobs=1)
    run("two", jobs=2)
    assert reports(tmp_path / "one") == reports(tmp_path / "two")


def test_a_broken_reference_costs_nobody_a_point(run, hand_in, course):
    hand_in("ada")
    hand_in("stub", q1="")
    replace_in(course / "solutions/mini/q1.py", "return 2.0 * x\n", "raise OSError('disk')\n")
    graded, _ = run()
    assert graded.broken
    assert [r["q1.double"].verdict.value for r in graded.results] == ["broken", "broken"]
    assert [r["q1.double"].lost for r in graded.results] == [0, 0]
    assert graded.results[0].status == "provisional"


def test_a_broken_case_is_told_and_the_rest_is_graded(run, hand_in, course):
    hand_in("ada")
    replace_in(course / "solutions/mini/cases/q1.py", 'yield call("total", rng.normal(size=6))', 'yield call("total", 1 / 0)')
    graded, _ = run()
    assert graded.results[0]["q1.total"].verdict is Verdict.BROKEN
    assert "ZeroDivisionError" in graded.results[0]["q1.total"].messages[0].reason
    assert graded.results[0].earned == 6


def test_a_fault_of_ours_breaks_one_submission_only(run, hand_in, monkeypatch):
    import grader.pipeline.class_run as class_run

    hand_in("ada")
    hand_in("bob")
    real = class_run.collect
    monkeypatch.setattr(class_run, "collect", lambda entry, homework: 1 / 0 if entry.student == "ada" else real(entry, homework))
    ada, bob = run()[0].results
    assert {part.verdict for part in ada.parts} == {Verdict.BROKEN}
    assert (ada.earned, ada.pending, ada.status) == (0, ada.possible, "provisional")
    assert "our fault" in ada.notes[0].reason
    assert bob.earned == 6


def test_every_promised_file_is_written(run, hand_in, tmp_path):
    hand_in("ada")
    run()
    names = {str(p.relative_to(tmp_path / "out")) for p in (tmp_path / "out").rglob("*") if p.is_file()}
    wanted = {"results.json", "grades.csv", "index.html", "junit.xml", "gradebook.sqlite"}
    assert wanted | {"ada/result.json", "ada/report.html", "ada/report.md"} <= names
    class_file = json.loads((tmp_path / "out" / "results.json").read_text())
    assert [s["student"] for s in class_file["submissions"]] == ["ada"]


def test_the_gradebook_remembers_every_result(run, hand_in, tmp_path):
    from grader.gradebook import Gradebook

    hand_in("ada")
    run()
    hand_in("ada", q1="")
    run()
    with Gradebook(tmp_path / "out" / "gradebook.sqlite") as book:
        assert [kept.earned for kept, _ in book.history("ada", "mini")] == ["6", "1"]


def reports(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file() and "gradebook" not in p.name}


def replace_in(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
