"""`course.yaml` in a whole run: lateness, slip days, groups, and where times come from."""

import json
import zipfile

import pytest

RULES = """\
format: 1
time_zone: Europe/Berlin
slip_days: 1
assignments:
  mini:
    due: 2026-03-02 23:59
    grace: 10 min
    late_percent_per_day: 25
    groups: [[ada, cleo]]
"""


@pytest.fixture
def ruled(course):
    (course / "course.yaml").write_text(RULES)
    return course


def graded(grader, root, *words):
    done = grader("grade", "mini", "class", *words)
    assert done.returncode == 0, done.stderr
    results = json.loads((root / "out" / "mini" / "results.json").read_text())
    return {one["student"]: one for one in results["submissions"]}


def times(root, text):
    (root / "times.csv").write_text(f"student,submitted\n{text}")
    return ("--times", "times.csv")


def lines(one):
    return [(line["rule"], line["points"], line["days"]) for line in one["adjustments"]]


def test_without_a_time_nobody_is_late(grader, ruled):
    assert graded(grader, ruled)["ada"]["adjustments"] == []


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        ("2026-03-02 23:59", []),
        ("2026-03-03 00:08", []),
        ("2026-03-03 00:10", [("slip_days", 0, 1)]),
        ("2026-03-04T00:10:00+01:00", [("slip_days", 0, 1), ("late", -1, 0)]),
    ],
)
def test_the_platform_s_times_count(grader, ruled, time, expected):
    assert lines(graded(grader, ruled, *times(ruled, f"ada,{time}\n"))["ada"]) == expected


def test_the_report_says_when_by_whom_and_what_it_cost(grader, ruled):
    graded(grader, ruled, *times(ruled, "ada,2026-03-04 12:00\n"))
    report = (ruled / "out" / "mini" / "ada" / "report.md").read_text()
    assert "by the learning platform, due 2026\\-03\\-02 23" in report.replace("&#58;", ":") or "due 2026-03-02 23:59 CET" in report
    assert "| -1.00 |" in report


def test_a_group_shares_its_work(grader, ruled):
    found = graded(grader, ruled)
    assert (found["cleo"]["earned"], found["ada"]["earned"]) == (4, 4)
    assert found["cleo"]["notes"][0]["reason"] == "Handed in by ada for the group ada, cleo."


def test_two_hand_ins_of_a_group_are_told(grader, ruled):
    (ruled / "class" / "cleo").mkdir()
    (ruled / "class" / "cleo" / "q1.py").write_text("def double(x):\n    return 2 * x\n")
    notes = [note["reason"] for note in graded(grader, ruled)["ada"]["notes"]]
    assert "Several members of the group ada, cleo handed in; this is the work of ada." in notes


def test_slip_days_that_an_earlier_assignment_took_are_gone(grader, ruled):
    first = RULES.replace("  mini:", "  first: {due: 2026-02-01 12:00}\n  mini:")
    for folder in ("assignments", "solutions"):
        (ruled / folder / "first").mkdir()
        for path in (ruled / folder / "mini").rglob("*.*"):
            target = ruled / folder / "first" / path.relative_to(ruled / folder / "mini")
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(path.read_bytes())
    (ruled / "course.yaml").write_text(first)
    book = ("--gradebook", f"sqlite:///{ruled / 'book.sqlite'}")
    late = times(ruled, "ada,2026-03-03 12:00\n")
    assert grader("grade", "first", "class", *late, *book).returncode == 0
    assert lines(graded(grader, ruled, *late, *book)["ada"]) == [("late", -1, 0)]


def packed(root, submitted):
    (root / "class" / "ada" / "q1.py").rename(root / "q1.py")
    (root / "class" / "ada").rmdir()
    with zipfile.ZipFile(root / "class" / "ada.zip", "w") as archive:
        archive.write(root / "q1.py", "q1.py")
        archive.writestr("manifest.json", json.dumps({"files": {}, "submitted": submitted}))


def test_a_manifest_says_when_unless_the_platform_does(grader, ruled):
    packed(ruled, "2026-03-03T12:00:00Z")
    assert graded(grader, ruled)["ada"]["handed_in"] == {"seconds": 1772539200, "shown": "2026-03-03 12:00 UTC", "source": "manifest"}
    assert graded(grader, ruled, *times(ruled, "ada,2026-03-01 10:00\n"))["ada"]["handed_in"]["source"] == "lms"


def test_a_clock_of_the_future_makes_nobody_late(grader, ruled):
    packed(ruled, "2199-01-01T12:00:00Z")
    found = graded(grader, ruled)["ada"]
    assert (found["handed_in"], found["adjustments"]) == (None, [])
    assert "which was still to come" in " ".join(note["reason"] for note in found["notes"])


def test_rescoring_with_other_rules_shows_who_changes(grader, ruled):
    graded(grader, ruled, *times(ruled, "ada,2026-03-04 12:00\n"))
    (ruled / "course.yaml").write_text(RULES.replace("slip_days: 1", "slip_days: 5"))
    done = grader("rescore", "mini")
    assert "ada" in done.stdout
    assert "course.yaml" in done.stdout


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("ada,soon\n", "times.csv:2: 'soon' is not a date with a time; write it as 2026-11-20 23:59"),
        ("a,b,c\n", "times.csv:2: this row has 3 cells"),
    ],
)
def test_a_wrong_list_of_times_is_told_with_its_line(grader, ruled, text, sentence):
    done = grader("grade", "mini", "class", *times(ruled, text))
    assert done.returncode == 2
    assert sentence in done.stderr


def test_a_roster_names_the_hand_ins(grader, course):
    (course / "class" / "ada").rename(course / "class" / "adal")
    (course / "roster.csv").write_text("student,login\nada,adal\n")
    assert "ada" in graded(grader, course, "--roster", "roster.csv")


def test_students_who_handed_in_the_same_are_rescored_each_as_themselves(grader, ruled):
    (ruled / "class" / "bob" / "q1.py").write_bytes((ruled / "class" / "ada" / "q1.py").read_bytes())
    before = graded(grader, ruled, *times(ruled, "ada,2026-03-04 12:00\nbob,2026-03-02 12:00\n"))
    course = ruled / "assignments" / "mini" / "assignment.yaml"
    course.write_text(course.read_text().replace("points: 2", "points: 3"))
    assert grader("rescore", "mini", "--apply", "--why", "more points").returncode == 0
    after = {one["student"]: one for one in json.loads((ruled / "out" / "mini" / "results.json").read_text())["submissions"]}
    assert sorted(after) == sorted(before)
    assert (lines(after["ada"]), lines(after["bob"])) == ([("slip_days", 0, 1), ("late", -1.5, 0)], [])


def test_a_regrade_of_hand_ins_takes_the_list_of_times(grader, ruled):
    late = times(ruled, "ada,2026-03-04 12:00\n")
    graded(grader, ruled, *late)
    assert "ada " not in grader("regrade", "mini", "class", *late).stdout
