"""Files and notebook hold the same, in both directions."""

from __future__ import annotations

import ast
import json

import nbformat
import pytest

from grader.collect import Entry, collect
from grader.errors import CourseError
from grader.release import to_files, to_notebook, write_release
from grader.release.making import asked_files


@pytest.fixture(scope="module")
def stubs(homework, root):
    """The files as they are handed out."""
    return {path: (root / "assignments/dl-hw1" / path).read_text() for path in asked_files(homework)}


def test_there_and_back_changes_no_stub(homework, stubs):
    assert to_files(to_notebook(homework, stubs)) == stubs


@pytest.mark.parametrize("student", ["ada", "bilal", "chen", "daria", "hana", "nadia"])
def test_there_and_back_keeps_a_students_work(student, homework, root):
    files = {path: (root / "examples/classroom" / student / path).read_text() for path in asked_files(homework)}
    back = to_files(to_notebook(homework, files))
    assert {path: ast.dump(ast.parse(text)) for path, text in back.items() if path.endswith(".py")} == {
        path: ast.dump(ast.parse(text)) for path, text in files.items() if path.endswith(".py")
    }
    assert back["answers.md"].split() == files["answers.md"].split()


def test_the_notebook_is_valid_and_every_part_has_its_cell(homework, stubs):
    book = nbformat.reads(to_notebook(homework, stubs).decode(), as_version=4)
    nbformat.validate(book)
    parts = [cell.metadata.grader.get("part") for cell in book.cells if cell.metadata.grader.get("part")]
    assert parts == [part.address.local for part in homework.parts]
    assert len({cell.id for cell in book.cells}) == len(book.cells)


def test_a_notebook_is_read_as_the_files_are(homework, root, tmp_path):
    source = root / "examples/classroom/ada"
    files = {path: (source / path).read_text() for path in asked_files(homework)}
    (tmp_path / "dl-hw1.ipynb").write_bytes(to_notebook(homework, files))
    one, other = collect(Entry("ada", source), homework), collect(Entry("ada", tmp_path), homework)
    assert {local: answer.text for local, answer in one.answers.items()} == {local: answer.text for local, answer in other.answers.items()}
    assert set(other.modules) >= {"q1_perceptron", "q2_linear_layers", "q3_positions", "q4_attention"}


def test_cells_that_a_student_adds_go_with_the_cell_above(homework, stubs):
    book = json.loads(to_notebook(homework, stubs))
    at = next(number for number, cell in enumerate(book["cells"]) if cell["id"] == "q4-softmax")
    book["cells"].insert(
        at + 1, {"cell_type": "code", "id": "mine", "metadata": {}, "source": "y = 1", "outputs": [], "execution_count": 1}
    )
    assert "\n\n\ny = 1\n\n\ndef attention" in to_files(json.dumps(book).encode())["q4_attention.py"]


def test_a_heading_inside_a_fence_is_none(homework, stubs):
    sheet = stubs["answers.md"].replace("<!-- your answer -->", "```\n## q4.heads\n```", 1)
    assert to_files(to_notebook(homework, stubs | {"answers.md": sheet}))["answers.md"] == sheet


def test_a_file_that_is_no_python_is_refused_with_its_line(homework, stubs):
    with pytest.raises(CourseError, match=r"q4_attention\.py:2:\d+: SyntaxError"):
        to_notebook(homework, stubs | {"q4_attention.py": "x = 1\ndef f(:\n"})


def test_comments_above_a_definition_stay_with_it(homework, stubs):
    text = stubs["q4_attention.py"].replace("def attention", "# mine\ndef attention")
    book = json.loads(to_notebook(homework, stubs | {"q4_attention.py": text}))
    cell = next(cell for cell in book["cells"] if cell["id"] == "q4-attention")
    assert cell["source"][0] == "# mine\n"


@pytest.fixture
def handed_out(made, tmp_path):
    """A student's own folder."""
    return write_release(tmp_path, "dl-hw1", made.files)[0]


def test_the_whole_folder_can_be_handed_in(handed_out, homework, root):
    for path in asked_files(homework):
        (handed_out / path).write_bytes((root / "examples/classroom/ada" / path).read_bytes())
    (handed_out / "activations.py").write_bytes((root / "examples/classroom/ada/activations.py").read_bytes())
    whole, own = collect(Entry("ada", handed_out), homework), collect(Entry("ada", root / "examples/classroom/ada"), homework)
    assert whole.notes == own.notes == ()
    assert whole.answers == own.answers
    assert {name: whole.modules[name] for name in own.modules} == own.modules


def test_the_whole_folder_with_a_finished_notebook_can_be_handed_in(handed_out, homework, root):
    files = {path: (root / "solutions/dl-hw1" / path).read_text() for path in asked_files(homework)}
    (handed_out / "dl-hw1.ipynb").write_bytes(to_notebook(homework, files))
    read = collect(Entry("ada", handed_out), homework)
    assert {chunk.label.partition(" ")[0] for name in ("q1_perceptron", "q4_attention") for chunk in read.modules[name].chunks} == {
        "dl-hw1.ipynb"
    }
    assert set(read.answers) == {part.address.local for part in homework.parts if ":" not in part.kind.answer}
    assert not any(answer.loose for answer in read.answers.values())
