"""`grader override` and `grader history`: a person decides, and everything is told."""

import json

import pytest

from grader.errors import UsageError


@pytest.fixture
def graded(graded_once):
    """The class, graded."""


@pytest.fixture
def refused(course, monkeypatch):
    """What a command in this process says when it refuses, which must change nothing."""
    from typer.testing import CliRunner

    from grader.cli import app

    monkeypatch.chdir(course)

    def run(*words):
        error = CliRunner().invoke(app, words).exception
        assert isinstance(error, UsageError), error
        return str(error)

    return run


def settle(grader, *words, **changes):
    return grader("override", "mini/q1.double", "bob", *words, **changes)


def test_a_part_is_settled_and_the_reports_follow(grader, course, graded):
    done = settle(grader, "--points", "1.5", "--why", "the sign was printed wrong")
    assert (done.returncode, done.stdout) == (
        0,
        "bob  q1.double 1.50 of 2; in all 0.00 -> 1.50 of 4, final\nReports: out/mini/index.html\n",
    )
    assert "Settled by a person: the sign was printed wrong" in (course / "out" / "mini" / "bob" / "report.md").read_text()


def test_the_assignment_may_be_left_out_where_there_is_one(grader, graded):
    done = grader("override", "q1.double", "bob", "--points", "4/3", "--why", "so", "--json")
    assert json.loads(done.stdout)[0]["after"] == {"earned": 1.333333, "part": 1.333333, "status": "final"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("q1.double", "bob", "--why", "so"), "say how many points: --points 2"),
        (
            ("q1.double", "bob", "--points", "1"),
            'say why, in words that the student may read: --why "the reason is given in the last line"',
        ),
        (("q1.double", "bob", "--points", "many", "--why", "so"), "--points 'many' is no number; write 2, 1.5 or 7/3"),
        (("q1.double", "bob", "--points", "1", "--remove"), "--remove takes a decision back, so it goes without --points"),
        (("q1.double", "--points", "1", "--why", "so"), "name the student: grader override mini/q1.double STUDENT --points 1 --why ..."),
        (("q1", "bob", "--points", "1", "--why", "so"), "name one part, such as mini/q1.double, not q1"),
        (("q1.dubble", "bob", "--points", "1", "--why", "so"), "mini has no part 'q1.dubble'; did you mean 'q1.double'?"),
        (("q1.double", "bop", "--points", "1", "--why", "so"), "nobody called 'bop' has a result of mini; did you mean 'bob'?"),
        (("q1.double", "bob", "--points", "2.5", "--why", "so"), "q1.double has 2 points: give from 0 to 2, not 2.5"),
        (("other/q1.double", "bob", "--points", "1", "--why", "so"), "there is no assignment 'other'"),
        (("q1..double", "bob", "--points", "1", "--why", "so"), "'q1..double' is no address"),
    ],
)
def test_what_does_not_fit_is_told_and_changes_nothing(refused, graded, course, words, said):
    before = (course / "out" / "mini" / "gradebook.sqlite").read_bytes()
    assert said in refused("override", *words)
    assert (course / "out" / "mini" / "gradebook.sqlite").read_bytes() == before


def test_what_does_not_fit_is_exit_2(grader, graded):
    assert grader("override", "q1.double", "bob", "--points", "9", "--why", "so").returncode == 2
    assert grader("override", "--list").stdout == "Nobody has settled anything here.\n"


def test_decisions_are_listed_with_who_and_why_and_can_be_taken_back(grader, graded):
    settle(grader, "--points", "1", "--why", "so", GRADER_USER="Ada L.")
    (listed,) = json.loads(grader("override", "--list", "--json").stdout)
    assert (listed["student"], listed["points"], listed["who"], listed["stands"], listed["holds"]) == ("bob", 1.0, "Ada L.", True, True)
    assert "Ada L.: so" in grader("override", "q1.double", "--list").stdout
    assert settle(grader, "--remove").stdout.startswith("bob  q1.double 0.00 of 2 (failed); in all 1.00 -> 0.00 of 4, final")
    assert "(no longer stands)" in grader("override", "--list").stdout


def test_a_decision_survives_a_rescore_and_is_flagged_when_its_ground_moves(grader, course, graded):
    settle(grader, "--points", "1", "--why", "so")
    assert "No points change" in grader("rescore", "mini").stdout
    (course / "class" / "bob" / "q1.py").write_text("def double(x):\n    return x + 1\n")
    done = grader("regrade", "mini", "class", "--apply", "--why", "handed in late")
    assert "FLAGGED: what a person settled in q1.double of bob has changed; it waits for a person again." in done.stdout
    assert "FLAGGED: what it settled has changed" in grader("override", "--list").stdout
    page = (course / "out" / "mini" / "index.html").read_text()
    assert "grader override mini/q1.double --points" in page


def test_history_tells_every_change_and_why(grader, course, graded):
    settle(grader, "--points", "1", "--why", "the sign was printed wrong", GRADER_USER="Ada L.")
    lines = grader("history", "bob").stdout.splitlines()
    assert [line for line in lines if "by Ada L." in line and line.endswith("1.00 of 4, final")]
    assert "    reason: the sign was printed wrong" in lines
    assert "  q1.double                    0.00 of 2 -> 1.00 of 2   failed -> partial" in lines
    first, second = json.loads(grader("history", "bob", "--json", "--out", "out/mini").stdout)
    assert (first["action"], second["action"], second["who"], second["reason"]) == (
        "grade",
        "override",
        "Ada L.",
        "the sign was printed wrong",
    )
    assert second["course"] == first["course"] != ""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("bop",), "nobody called 'bop' has a result here; did you mean 'bob'?"),
        (("bob", "--out", "elsewhere"), "there is no elsewhere/gradebook.sqlite; grade the class first"),
        (("bob", "--assignment", "other"), "nobody called 'bob' has a result here"),
    ],
)
def test_history_of_nobody_is_told(refused, graded, words, said):
    assert said in refused("history", *words)


def test_history_without_any_gradebook_is_told(refused):
    assert "there is no out/*/gradebook.sqlite here" in refused("history", "bob")


def test_a_gradebook_may_lie_elsewhere(grader, course):
    where = {"GRADER_GRADEBOOK": f"sqlite:///{course}/shared.sqlite"}
    assert grader("grade", "mini", "class", **where).returncode == 0
    assert not (course / "out" / "mini" / "gradebook.sqlite").exists()
    assert settle(grader, "--points", "1", "--why", "so", **where).returncode == 0
    assert "override by" in grader("history", "bob", **where).stdout
