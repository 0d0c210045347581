"""`grader verify` and `grader new` as people use them."""

import json


def test_a_new_assignment_is_verified_at_once(grader, course):
    made = grader("new", "assignment", "hw2", "--title", "Second")
    assert made.returncode == 0, made.stderr
    assert "made    assignments/hw2/assignment.yaml" in made.stdout
    assert "grader verify hw2" in made.stdout
    run = grader("verify", "hw2", "--quick")
    assert run.returncode == 0, run.stderr
    assert "Second (hw2)" in run.stdout
    assert "mistakes    1 of 1 cost exactly the parts that they name" in run.stdout
    assert "Page: out/hw2-verify/verify.html" in run.stdout
    assert (course / "out/hw2-verify/verify.html").exists()
    assert max(map(len, run.stdout.splitlines())) <= 80


def test_findings_end_with_one(grader, course):
    (course / "solutions/mini/q1.py.bak").write_text("x")
    run = grader("verify", "mini", "--quick")
    assert run.returncode == 1, run.stderr
    assert "files: solutions/mini/q1.py.bak: looks like something left behind; delete it" in run.stdout
    assert "1 finding" in run.stdout


def test_json_is_all_that_is_printed(grader):
    run = grader("verify", "mini", "--quick", "--json")
    told = json.loads(run.stdout)
    assert told["assignment"] == "mini"
    assert run.stderr == ""


def test_a_course_that_cannot_be_read_ends_with_two(grader, course):
    (course / "assignments/mini/assignment.yaml").write_text("format: 7\n")
    run = grader("verify", "mini")
    assert run.returncode == 2
    assert "assignments/mini/assignment.yaml:1" in run.stderr


def test_equivalents_that_cannot_be_read_end_with_two(grader, course):
    (course / "solutions/mini/equivalents.yaml").write_text("format: 1\nequivalent: []\n")
    run = grader("verify", "mini", "--quick")
    assert run.returncode == 2
    assert "did you mean 'equivalents'?" in run.stderr


def test_a_part_that_does_not_fit_changes_nothing(grader, course):
    path = course / "assignments/mini/assignment.yaml"
    path.write_text("format: 1\ntitle: M\nquestions: [{id: q1, title: S, parts: [{id: d, kind: number, points: 1, answer: q1.py}]}]\n")
    before = path.read_text()
    run = grader("new", "question", "code", "mini/q2.more")
    assert run.returncode == 2
    assert "nothing was changed" in run.stderr
    assert path.read_text() == before
    assert not (course / "assignments/mini/q2_more.py").exists()


def test_an_address_says_in_which_assignment(grader):
    run = grader("new", "question", "code", "q1.more")
    assert run.returncode == 2
    assert "q1.more does not say in which assignment; write it like dl-hw2/q1.more" in run.stderr


def test_a_first_assignment_needs_no_course(grader, course, tmp_path):
    run = grader("new", "assignment", "first", "--course", tmp_path / "empty")
    assert run.returncode == 0, run.stderr
    assert (tmp_path / "empty/solutions/first/answers.md").exists()
