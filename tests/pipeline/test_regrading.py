"""Grading again: first a difference, then the new results; nothing runs that need not."""

import pytest

from grader.errors import UsageError
from grader.gradebook import Gradebook
from grader.pipeline import By, apply, judge_again, ready
from grader.sandbox import Sandbox

ASKS_MORE = ('points: 2, answer: "q1.py:double"', 'points: 5, answer: "q1.py:double"')


@pytest.fixture
def again(course, tmp_path):
    """Judge again what was graded into `out`; returns the difference and how often code ran."""

    def judge(entries=None, *, may_run=False, commit=False, jobs=1):
        homework = ready(course, "mini")
        asked = []

        class Counting(Sandbox):
            def observe(self, modules, batch):
                asked.append(batch)
                return super().observe(modules, batch)

        with Counting(jobs=jobs) as sandbox, Gradebook(tmp_path / "out" / "gradebook.sqlite") as book:
            assert sandbox.level != "none"  # the self-test runs here, before anything is counted
            asked.clear()
            by = By("me", "2026-03-01T09:30:00Z", "the test was wrong")
            found = judge_again(homework, book, sandbox, entries, by=by, may_run=may_run, jobs=jobs)
            if commit:
                apply(found, homework, book, tmp_path / "out")
        return found, len(asked)

    return judge


@pytest.fixture
def entries(course, tmp_path):
    from grader.collect import find

    return lambda: find(tmp_path / "class", ready(course, "mini"))


def replace_in(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def reports(folder):
    return {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file() and "gradebook" not in p.name}


def test_what_is_the_same_is_no_difference(run, hand_in, again):
    hand_in("ada")
    run()
    found, asked = again()
    assert (found.judged, found.changes, found.course, asked) == (1, (), (), 0)


def test_new_points_are_told_by_student_part_and_file_and_nothing_runs(run, hand_in, again, course):
    hand_in("ada")
    hand_in("bob", q1="def double(x):\n    return x * x\n")
    run()
    replace_in(course / "assignments/mini/assignment.yaml", *ASKS_MORE)
    found, asked = again()
    ada = found.changes[0]
    assert (asked, len(found.changes), ada.student, ada.gain, ada.counts) == (0, 2, "ada", 3, True)
    assert [(str(p.address), p.before.earned, p.after.earned) for p in ada.parts] == [("mini/q1.double", 2, 5)]
    assert ada.causes == found.course == ("assignments/mini/assignment.yaml changed",)


def test_a_changed_rubric_is_a_changed_course(run, hand_in, again, course):
    hand_in("ada")
    run()
    replace_in(course / "rubrics/mini/why.yaml", "text: because, points: 4", 'text: because, points: 4, full: ["because ..."]')
    found, _ = again()
    assert found.course == ("rubrics/mini/why.yaml changed",)


def test_without_apply_no_result_and_no_report_changes(run, hand_in, again, course, tmp_path):
    hand_in("ada")
    run()
    before = reports(tmp_path / "out")
    replace_in(course / "assignments/mini/assignment.yaml", *ASKS_MORE)
    again()
    assert reports(tmp_path / "out") == before
    with Gradebook(tmp_path / "out" / "gradebook.sqlite") as book:
        assert len(book.history("ada")) == 1


def test_applied_it_is_what_grading_anew_would_have_written(run, hand_in, again, course, tmp_path):
    hand_in("ada")
    hand_in("bob", q1="def double(x):\n    return x * x\n")
    run()
    replace_in(course / "assignments/mini/assignment.yaml", *ASKS_MORE)
    again(commit=True)
    run("anew")
    assert reports(tmp_path / "out") == reports(tmp_path / "anew")
    assert again()[0].changes == ()


def test_the_reason_is_kept_with_who_and_when(run, hand_in, again, course, tmp_path):
    hand_in("ada")
    run()
    replace_in(course / "assignments/mini/assignment.yaml", *ASKS_MORE)
    again(commit=True)
    with Gradebook(tmp_path / "out" / "gradebook.sqlite") as book:
        kept, ran = book.history("ada")[-1]
    assert (kept.earned, ran.action, ran.who, ran.at, ran.why) == ("9", "rescore", "me", "2026-03-01T09:30:00Z", "the test was wrong")


def test_a_changed_case_runs_only_when_it_may(run, hand_in, again, course):
    hand_in("ada")
    hand_in("bob", q1="def double(x):\n    return 2 * x if x.size < 9 else 0 * x\n")
    run()
    replace_in(course / "solutions/mini/cases/q1.py", "(1, 3, 5)", "(1, 3, 50)")
    with pytest.raises(
        UsageError, match=r"the hidden cases, the reference or the software .* changed, so code must run: use `grader regrade`"
    ):
        again()
    found, asked = again(may_run=True)
    assert asked > 0
    assert [change.student for change in found.changes if change.counts] == ["bob"]
    assert again(may_run=True)[1] == 0


def test_a_changed_hand_in_is_run_alone_and_told_as_such(run, hand_in, again, entries):
    hand_in("ada")
    hand_in("bob")
    run()
    hand_in("bob", q1="def double(x):\n    return x + x\n")
    found, asked = again(entries(), may_run=True)
    assert (asked, [change.student for change in found.changes], found.changes[0].causes) == (1, ["bob"], ("the hand-in changed",))
    assert {part.address.part: part.answered_anew for part in found.changes[0].parts} == {"total": True, "twice": True}


def test_code_that_never_ran_is_named_and_keeps_its_result(run, hand_in, again, entries):
    hand_in("ada")
    hand_in("bob")
    run()
    hand_in("bob", q1="def double(x):\n    return x + x + 1\n")
    found, asked = again(entries())
    assert (asked, found.unknown, found.changes) == (0, ("bob",), ())


def test_two_jobs_tell_the_same_difference(run, hand_in, again, course):
    for number in range(8):
        hand_in(f"s{number}", q1=f"def double(x):\n    return {number}.0 * x\n")
    run()
    replace_in(course / "assignments/mini/assignment.yaml", *ASKS_MORE)
    assert again(jobs=2)[0].changes == again(jobs=1)[0].changes


def test_an_empty_gradebook_has_nothing_to_judge_again(hand_in, again, tmp_path):
    with pytest.raises(UsageError, match="has no results of mini; grade it first"):
        again()


def test_results_of_the_first_format_are_judged_again_from_the_hand_ins(run, hand_in, again, entries, tmp_path):
    import sqlite3
    from pathlib import Path

    hand_in("ada")
    old = tmp_path / "out" / "gradebook.sqlite"
    old.parent.mkdir()
    with sqlite3.connect(old) as connection:
        connection.executescript((Path(__file__).parents[1] / "gradebook" / "format-1.sql").read_text())
    connection.close()
    found, _ = again(may_run=True)
    assert found.unknown == ("ada", "bob")
    found, _ = again(entries(), may_run=True)
    assert "the course changed (an older gradebook did not note which files)" in found.changes[0].causes
