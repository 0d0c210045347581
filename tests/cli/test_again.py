"""`grader rescore` and `grader regrade`: a difference first, then, with --apply, the new results."""

import json

import pytest


@pytest.fixture
def graded(graded_once, course):
    """The class, graded; returns a way to change the points of the first part."""
    path = course / "assignments" / "mini" / "assignment.yaml"
    return lambda points: path.write_text(path.read_text().replace("points: 2", f"points: {points}", 1))


def results(course):
    document = json.loads((course / "out" / "mini" / "results.json").read_text())
    return {one["student"]: one["earned"] for one in document["submissions"]}


def test_the_difference_is_printed_and_nothing_changed(grader, course, graded):
    graded(7)
    done = grader("rescore", "mini")
    assert done.returncode == 0, done.stderr
    assert done.stdout == (
        "2 submissions of mini judged again.\n"
        "In the course: assignments/mini/assignment.yaml changed\n"
        "  q1.double                        2 students      +5.00\n"
        "\n"
        "ada  4.00 -> 9.00  (+5.00)\n"
        "  q1.double                    2.00 of 2 -> 7.00 of 7   passed -> passed\n"
        "    why: assignments/mini/assignment.yaml changed\n"
        "\n"
        "bob  0.00 -> 0.00  (0.00)\n"
        "  q1.double                    0.00 of 2 -> 0.00 of 7   failed -> failed\n"
        f"    before and now: {reason(course)}\n"
        "    why: assignments/mini/assignment.yaml changed\n"
        "\n"
        "2 students with other points or verdicts (+5.00 in all); 0 stay as they are.\n"
        'Nothing was changed. To commit this, add: --apply --why "the reason"\n'
    )
    assert results(course) == {"ada": 4.0, "bob": 0.0}


def reason(course):
    document = json.loads((course / "out" / "mini" / "bob" / "result.json").read_text())
    return " ".join(document["parts"][0]["messages"][0]["reason"].split())[:160]


def test_applied_the_new_results_stand_with_their_reason(grader, course, graded):
    graded(7)
    done = grader("rescore", "mini", "--apply", "--why", "double is worth seven", GRADER_USER="Ada L.")
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("Committed by Ada L.: double is worth seven\n")
    assert results(course) == {"ada": 9.0, "bob": 0.0}
    assert "No points change; 2 stay as they are." in grader("rescore", "mini").stdout


def test_to_apply_without_a_reason_is_wrong_usage(grader, graded, course):
    graded(7)
    done = grader("rescore", "mini", "--apply")
    assert (done.returncode, done.stderr) == (
        2,
        'grader: --apply wants a reason that is kept with the change: --why "the tolerance of q4 was too tight"\n',
    )
    assert results(course)["ada"] == 4.0


def test_json_holds_every_change(grader, graded):
    graded(7)
    found = json.loads(grader("rescore", "mini", "--json").stdout)
    assert (found["applied"], found["judged"], found["course"]) == (False, 2, ["assignments/mini/assignment.yaml changed"])
    (part,) = found["changes"][0]["parts"]
    assert (part["address"], part["before"]["earned"], part["after"]["earned"]) == ("mini/q1.double", 2.0, 7.0)


def test_rescore_of_what_was_never_run_is_told_and_costs_nothing(grader, course, graded):
    (course / "class" / "ada" / "q1.py").write_text("def double(x): return 3 * x\n")
    done = grader("rescore", "mini", "class")
    assert done.returncode == 1
    assert "NOT JUDGED: ada: never run with these inputs (`grader regrade` runs it), or not kept (name SUBMISSIONS)." in done.stdout
    assert results(course)["ada"] == 4.0


def test_rescore_of_changed_cases_points_to_regrade(grader, course, graded):
    path = course / "solutions" / "mini" / "cases" / "q1.py"
    path.write_text(path.read_text().replace("size=3", "size=4"))
    done = grader("rescore", "mini")
    assert (done.returncode, done.stderr) == (
        2,
        "grader: the hidden cases, the reference or the software (Python, NumPy, sandbox) changed, so code must run: "
        "use `grader regrade`\n",
    )
    assert "No points change" in grader("regrade", "mini").stdout


def test_without_a_gradebook_it_is_wrong_usage(grader):
    done = grader("rescore", "mini", "class")
    assert (done.returncode, done.stderr) == (
        2,
        "grader: there is no out/mini/gradebook.sqlite; grade the class first, or say where it was graded with --out or --gradebook\n",
    )
