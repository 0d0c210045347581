"""What stands in a release, and what must not."""

from __future__ import annotations

import ast
import json
import shutil

import pytest

from grader.errors import CourseError
from grader.pipeline import open_sandbox, ready
from grader.release import make_release, write_release, zipped
from grader.release.proving import prove_clean
from grader.selfcheck import PLACE, State, judged, open_workbook, read_record

FILES = {
    ".grader/release.json",
    "README.md",
    "answers.md",
    "assignment.yaml",
    "cases/q1.py",
    "cases/q2.py",
    "cases/q3.py",
    "cases/q4.py",
    "dl-hw1.ipynb",
    "q1_perceptron.py",
    "q2_linear_layers.py",
    "q3_positions.py",
    "q4_attention.py",
    "requirements.txt",
}


@pytest.fixture
def course(root, tmp_path):
    """A copy of the course that may be damaged."""
    for name in ("assignments", "solutions", "rubrics"):
        shutil.copytree(root / name / "dl-hw1", tmp_path / name / "dl-hw1", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def test_a_release_holds_what_students_need_and_nothing_else(made):
    assert set(made.files) == FILES


def test_a_release_says_what_was_proven(made):
    assert made.proofs == (
        "Nothing of solutions/dl-hw1 and rubrics/dl-hw1 is in it.",
        "Stubs and reference earn the same as files and as the notebook.",
    )


def test_the_same_course_gives_the_same_bytes(made, root, homework):
    with open_sandbox(1) as sandbox:
        again = make_release(homework, root, sandbox)
    assert again.files == made.files
    assert zipped("dl-hw1", again.files) == zipped("dl-hw1", made.files)


def test_every_code_part_has_public_checks_and_a_count_of_hidden_ones(made, homework):
    record = read_record(made.files[PLACE], PLACE)
    coded = {part.address.local: part for part in homework.parts if any(case.plan for case in part.cases)}
    assert set(record.hidden) == set(coded)
    for local, part in coded.items():
        public = [case for case in part.cases if case.public]
        assert 1 <= len(public) <= 6, local
        assert record.hidden[local] == len(part.cases) - len(public)
        assert all(case.address.local in record.expected for case in public)


def test_no_code_of_a_mistake_is_told(made, homework):
    text = made.files[PLACE].decode()
    assert "def " not in text
    told = {mistake["id"] for mistake in json.loads(text)["mistakes"]}
    assert told == {mistake.id for mistake in homework.mistakes if mistake.public}
    assert told < {mistake.id for mistake in homework.mistakes}


def test_every_public_pattern_finds_its_own_mistake(homework):
    from grader.selfcheck.patterns import find_pattern

    for mistake in homework.mistakes:
        if mistake.patterns:
            names = [node.name for node in ast.parse(mistake.source).body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
            assert any(find_pattern(mistake.source, name, mistake.patterns) for name in names), mistake.id


def test_no_pattern_is_found_in_the_reference(homework):
    from grader.selfcheck.patterns import find_pattern

    for mistake in homework.mistakes:
        for chunk in homework.reference.modules[mistake.module].chunks:
            names = [homework.part(part).kind.answer.partition(":")[2] for part in mistake.parts[:1]]
            assert not any(find_pattern(chunk.source, name, mistake.patterns) for name in names), mistake.id


def test_each_public_mistake_is_named_at_home(made, homework, tmp_path):
    """What a mistake shows on public cases fails some of them, and is told from what every other mistake shows."""
    workbook = open_workbook(write_release(tmp_path, "dl-hw1", made.files)[0])
    named = {}
    for mistake in workbook.record.mistakes:
        cases = workbook.parts(mistake.parts[0])[0].cases
        seen = {case.address: workbook.record.shown_by(mistake, case) for case in cases if case.plan}
        (part,) = judged(workbook, seen, workbook.submission, mistake.parts[0]).parts
        assert part.state is State.FAIL, mistake.id
        named[mistake.id] = part.mistake.id if part.mistake else None
    assert len(named) > 30
    assert {one: told for one, told in named.items() if told != one} == {}


def test_a_secret_among_the_published_files_is_found(made, homework, root):
    """Written out in a file of its own, in a stub, in a cell."""
    lines = (root / "solutions/dl-hw1/q3_positions.py").read_text().splitlines()
    stolen = "\n".join(lines[10:40])
    book = json.loads(made.files["dl-hw1.ipynb"])
    book["cells"][0]["source"] = [stolen]
    for path, data in (("notes.txt", stolen), ("dl-hw1.ipynb", json.dumps(book))):
        with pytest.raises(CourseError, match=rf"something secret would be published:\n.*{path}"):
            prove_clean(homework, root, dict(made.files) | {path: data.encode()})


def test_a_stub_with_the_solution_in_it_is_found(made, homework, course):
    solution = (course / "solutions/dl-hw1/q4_attention.py").read_bytes()
    (course / "assignments/dl-hw1/q4_attention.py").write_bytes(solution)
    with pytest.raises(CourseError, match=r"something secret would be published:\n.*q4_attention\.py"):
        prove_clean(homework, course, dict(made.files) | {"q4_attention.py": solution})


def test_a_link_is_not_followed(course):
    (course / "assignments/dl-hw1/data").symlink_to("/etc/hostname")
    with pytest.raises(CourseError, match="assignments/dl-hw1/data: is a link"), open_sandbox(1) as sandbox:
        make_release(ready(course, "dl-hw1"), course, sandbox)


def test_a_public_case_that_the_reference_breaks_stops_the_release(course):
    cases = course / "assignments/dl-hw1/cases/q4.py"
    cases.write_text(cases.read_text().replace('call("softmax"', 'call("softmaxx"', 1))
    with pytest.raises(CourseError, match=r"each_row-01.*the reference gives nothing"), open_sandbox(1) as sandbox:
        make_release(ready(course, "dl-hw1"), course, sandbox)


def test_a_case_file_with_a_mistake_stops_the_release(course):
    cases = course / "assignments/dl-hw1/cases/q4.py"
    cases.write_text(cases.read_text().replace("yield holds(finite,", "yield holds(finit,", 1))
    with pytest.raises(CourseError, match=r"assignments/dl-hw1/cases/q4\.py:\d+: NameError"), open_sandbox(1) as sandbox:
        make_release(ready(course, "dl-hw1"), course, sandbox)


def test_the_readme_is_one_page(made):
    text = made.files["README.md"].decode()
    assert len(text.splitlines()) <= 60
    assert "grader submit" in text
    assert max(map(len, text.splitlines())) <= 140
