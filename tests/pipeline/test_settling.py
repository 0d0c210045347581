"""A person settles parts: kept, counted, shown everywhere, and never silently lost."""

import json
from fractions import Fraction

import pytest

from grader.errors import UsageError
from grader.gradebook import Gradebook
from grader.model import Address
from grader.pipeline import By, apply, judge_again, ready, settle, standings
from grader.sandbox import Sandbox

WHY = Address("mini", "q2", "why")


@pytest.fixture
def decide(course, tmp_path):
    """Settle a part of some students in `out`."""

    def run(students, points="2.5", address=WHY, **options):
        given = None if points is None else Fraction(points)
        with Gradebook(tmp_path / "out" / "gradebook.sqlite") as book:
            by = By("me", "2026-03-01T09:30:00Z", "it is in the last line")
            return settle(ready(course, "mini"), book, tmp_path / "out", address, students, given, by, **options)

    return run


@pytest.fixture
def shown(tmp_path):
    """What the reports of a student say."""
    return lambda student: {p.name: p.read_text() for p in (tmp_path / "out" / student).iterdir()}


def reports(folder):
    return {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file() and "gradebook" not in p.name}


def test_the_result_is_final_and_every_report_says_why(run, hand_in, decide, shown, tmp_path):
    hand_in("ada")
    run()
    decide(["ada"])
    assert all("Settled by a person: it is in the last line" in text for text in shown("ada").values())
    ada = json.loads(shown("ada")["result.json"])
    assert (ada["earned"], ada["pending"], ada["status"]) == (8.5, 0.0, "final")
    assert ada["parts"][-1]["settled"] == {"points": 2.5, "why": "it is in the last line"}
    class_files = {p.name: p.read_text() for p in (tmp_path / "out").iterdir() if p.suffix in (".json", ".csv", ".html")}
    assert "q2.why: it is in the last line" in class_files["grades.csv"]
    assert json.loads(class_files["results.json"])["submissions"][0]["status"] == "final"
    assert "Nothing: every point is decided." in class_files["index.html"]


def test_who_and_when_are_in_the_gradebook_and_not_in_reports(run, hand_in, decide, tmp_path):
    hand_in("ada")
    run()
    decide(["ada"])
    with Gradebook(tmp_path / "out" / "gradebook.sqlite") as book:
        ((override, stands),) = book.decisions("mini")
        assert (override.who, override.at, override.why, stands) == ("me", "2026-03-01T09:30:00Z", "it is in the last line", True)
        assert book.history("ada")[-1][1].action == "override"
    assert not any(b"2026-03-01" in content for content in reports(tmp_path / "out").values())


def test_taken_back_every_file_is_as_it_was(run, hand_in, decide, tmp_path):
    hand_in("ada")
    hand_in("bob", q1="def double(x):\n    return x\n")
    run()
    before = reports(tmp_path / "out")
    decide(["ada", "bob"])
    assert reports(tmp_path / "out") != before
    decide(["ada", "bob"], None)
    assert reports(tmp_path / "out") == before


def test_a_second_grade_keeps_the_decision(run, hand_in, decide, tmp_path):
    hand_in("ada")
    run()
    decide(["ada"])
    before = reports(tmp_path / "out")
    run()
    assert reports(tmp_path / "out") == before


def test_identical_answers_are_settled_by_one_decision(run, hand_in, decide):
    for student in ("ada", "bob"):
        hand_in(student)
    hand_in("cy", answers="## q2.half\n\n0.5\n\n## q2.why\n\nI say otherwise.\n")
    run()
    assert [one.override.student for one in decide(["ada"], identical=True)] == ["ada", "bob"]


def test_what_a_person_settled_before_is_not_taken_along(run, hand_in, decide):
    for student in ("ada", "bob"):
        hand_in(student)
    run()
    decide(["bob"], "1")
    assert [one.override.student for one in decide(["ada"], identical=True)] == ["ada"]


def test_a_regrade_flags_what_changed_and_keeps_the_rest(run, hand_in, decide, course, tmp_path):
    from grader.collect import find

    for student in ("ada", "bob"):
        hand_in(student)
    run()
    decide(["ada", "bob"])
    hand_in("bob", answers="## q2.half\n\n0.5\n\n## q2.why\n\nNow it is another answer.\n")
    homework = ready(course, "mini")
    with Sandbox(jobs=1) as sandbox, Gradebook(tmp_path / "out" / "gradebook.sqlite") as book:
        again = judge_again(homework, book, sandbox, find(tmp_path / "class", homework), by=By("me", "now", "late"), may_run=True)
        assert again.flagged == (("bob", WHY),)
        results = {result.student: result for result in apply(again, homework, book, tmp_path / "out").results}
        assert {one.override.student: one.holds for one in standings(book, homework, Address("mini"))} == {"ada": True, "bob": False}
    assert (results["ada"].status, results["bob"].status, results["bob"]["q2.why"].pending) == ("final", "provisional", 3)


def test_a_code_part_can_be_settled_and_unlocks_what_builds_on_it(run, hand_in, decide):
    rest = "def total(x):\n    return float(x.sum())\ndef twice(x):\n    return 2.0 * float(x.sum())\n"
    hand_in("bob", q1="def double(x):\n    raise ValueError\n" + rest)
    run()
    (done,) = decide(["bob"], "1", Address("mini", "q1", "double"))
    assert (done.before["q1.twice"].verdict.value, done.after["q1.twice"].verdict.value) == ("skipped", "passed")
    assert done.after.earned - done.before.earned == 2


@pytest.mark.parametrize(
    ("students", "points", "address", "words"),
    [
        (["ada"], "3.01", WHY, r"q2.why has 3 points: give from 0 to 3, not 3.01"),
        (["ada"], "-1", WHY, r"give from 0 to 3, not -1"),
        (["adda"], "1", WHY, r"nobody called 'adda' has a result of mini; did you mean 'ada'\?"),
        (["ada"], "1", Address("mini", "q2", "whi"), r"mini has no part 'q2.whi'; did you mean 'q2.why'\?"),
        (["ada"], None, WHY, r"nobody has settled q2.why of ada, so there is nothing to take back"),
    ],
)
def test_what_cannot_be_is_told_and_changes_nothing(run, hand_in, decide, tmp_path, students, points, address, words):
    hand_in("ada")
    run()
    before = reports(tmp_path / "out")
    with pytest.raises(UsageError, match=words):
        decide(students, points, address)
    assert reports(tmp_path / "out") == before
    with Gradebook(tmp_path / "out" / "gradebook.sqlite") as book:
        assert (book.decisions(), len(book.history("ada"))) == ((), 1)


def test_points_of_another_course_are_not_mixed_in(run, hand_in, decide, course):
    hand_in("ada")
    run()
    path = course / "assignments/mini/assignment.yaml"
    path.write_text(path.read_text().replace("kind: text, points: 3", "kind: text, points: 4"))
    with pytest.raises(UsageError, match=r"q2.why of ada was graded by an earlier form of the assignment; run `grader rescore mini` first"):
        decide(["ada"])


def test_a_submission_that_we_broke_can_be_settled(run, hand_in, decide, monkeypatch):
    import grader.pipeline.class_run as class_run

    hand_in("ada")
    monkeypatch.setattr(class_run, "collect", lambda entry, homework: 1 / 0)
    run()
    (done,) = decide(["ada"])
    assert (done.after["q2.why"].earned, done.after.status) == (Fraction(5, 2), "provisional")


def test_two_people_who_settle_at_the_same_time_both_count(run, hand_in, decide, tmp_path, monkeypatch):
    hand_in("ada")
    run()
    apply_once, others = Gradebook.apply, [Address("mini", "q2", "half")]

    def meanwhile(book, *words, **options):
        if others:
            decide(["ada"], "0.5", others.pop())
        return apply_once(book, *words, **options)

    monkeypatch.setattr(Gradebook, "apply", meanwhile)
    decide(["ada"])
    ada = json.loads((tmp_path / "out" / "ada" / "result.json").read_text())
    assert [part["settled"]["points"] for part in ada["parts"] if part["settled"]] == [0.5, 2.5]


def test_a_decision_made_while_the_class_is_graded_counts(run, hand_in, decide, tmp_path, monkeypatch):
    hand_in("ada")
    run()
    hand_in("ada", q1="def double(x):\n    return 2 * x\n")
    record_once, left = Gradebook.record, ["once"]

    def meanwhile(book, *words, **options):
        if left and left.pop():
            decide(["ada"])
        return record_once(book, *words, **options)

    monkeypatch.setattr(Gradebook, "record", meanwhile)
    run()
    ada = json.loads((tmp_path / "out" / "ada" / "result.json").read_text())
    assert (ada["parts"][-1]["settled"]["points"], ada["parts"][1]["verdict"]) == (2.5, "missing")


def test_a_regrade_that_somebody_overtook_changes_nothing(run, hand_in, decide, course, tmp_path):
    hand_in("ada")
    run()
    path = course / "assignments/mini/assignment.yaml"
    path.write_text(path.read_text().replace("points: 1", "points: 2", 1))
    homework = ready(course, "mini")
    with Sandbox(jobs=1) as sandbox, Gradebook(tmp_path / "out" / "gradebook.sqlite") as book:
        again = judge_again(homework, book, sandbox, None, by=By("me", "now", "why"), may_run=False)
        decide(["ada"])
        with pytest.raises(
            UsageError, match=r"somebody else changed results meanwhile \(ada\); nothing was changed; run the command again"
        ):
            apply(again, homework, book, tmp_path / "out")
        assert [run.action for _, run in book.history("ada")] == ["grade", "override"]
