"""Notebooks, sound and damaged."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.collect import limits
from grader.collect.asked import asked_of
from grader.collect.cells import sort_cells
from grader.collect.notebook import Cell, read_notebook
from grader.errors import SubmissionError
from grader.model import Answer, Assignment, Submission

STUB = 'def predict(X):\n    """Predict."""\n    raise NotImplementedError\n'
REAL = "def predict(X):\n    return 1\n"


def reasons(submission: Submission) -> list[str]:
    return [note.reason for note in submission.notes]


def chunks(submission: Submission, module: str = "q1_perceptron") -> list[tuple[str, str]]:
    return [(chunk.label, chunk.source) for chunk in submission.modules[module].chunks]


def test_code_stands_for_every_asked_file_and_prose_for_its_part(notebook: Any, read: Any) -> None:
    submission = read(
        notebook(
            ("markdown", "# Hello"),
            ("code", REAL),
            ("markdown", ["## q2.scalar\n", "\n", "y = 1"]),
            ("code", "x = 1"),
            ("markdown", "and so on"),
            ("markdown", "## q2.max_slope\n0.25"),
        )
    )
    assert set(submission.modules) == {"q1_perceptron", "q2_layers"}
    assert chunks(submission) == [("dl-hw1.ipynb cell 2", REAL), ("dl-hw1.ipynb cell 4", "x = 1")]
    assert submission.answers == {
        "q2.scalar": Answer("y = 1\nand so on", "dl-hw1.ipynb cell 3", 3),
        "q2.max_slope": Answer("0.25", "dl-hw1.ipynb cell 6", 2),
    }
    assert not submission.notes


def test_metadata_names_the_part(notebook: Any, read: Any, part_id: Any) -> None:
    submission = read(notebook(("markdown", "y = 1", part_id("q2.scalar")), ("markdown", "0.25", part_id("q2.max_slope"))))
    assert {local: answer.text for local, answer in submission.answers.items()} == {"q2.scalar": "y = 1", "q2.max_slope": "0.25"}


def test_a_heading_counts_more_than_metadata(notebook: Any, read: Any, part_id: Any) -> None:
    submission = read(notebook(("markdown", "## q2.max_slope\n0.25", part_id("q2.scalar"))))
    assert {local: answer.text for local, answer in submission.answers.items()} == {"q2.max_slope": "0.25"}


def test_tasks_of_code_parts_are_nobody_s_answer(notebook: Any, read: Any) -> None:
    task = "## q1.predict\n" + "Write a function that predicts and predicts. " * 20
    submission = read(notebook(("markdown", "## q2.max_slope\n0.25"), ("markdown", task), ("code", REAL)))
    assert list(submission.answers) == ["q2.max_slope"]


def test_an_untouched_copy_never_undoes_the_work(notebook: Any, read: Any) -> None:
    submission = read(notebook(("code", STUB), ("code", REAL, {"id": "a"}), ("code", STUB, {"id": "a"}), ("code", f"y = 2\n{STUB}z = 3")))
    assert chunks(submission)[1:] == [("dl-hw1.ipynb cell 2", REAL), ("dl-hw1.ipynb cell 4", "y = 2\n\n\n\nz = 3")]
    assert reasons(submission)[0:2] == [
        "Cells share an id: 3 (like cell 2); each was read by what it holds.",
        "dl-hw1.ipynb cell 3 holds an untouched copy of predict; the one from dl-hw1.ipynb cell 2 counts.",
    ]


def test_of_two_written_functions_the_last_counts(notebook: Any, read: Any) -> None:
    submission = read(notebook(("code", REAL), ("code", REAL.replace("1", "2"))))
    assert reasons(submission)[0] == "predict is written in dl-hw1.ipynb cell 1 and again in dl-hw1.ipynb cell 2; the last one counts."


def test_a_copied_prose_cell_counts_once(notebook: Any, read: Any, part_id: Any) -> None:
    submission = read(notebook(*[("markdown", "0.25", part_id("q2.max_slope"))] * 2))
    assert submission.answers["q2.max_slope"].text == "0.25"
    assert not submission.notes


def test_a_split_prose_cell_is_joined(notebook: Any, read: Any, part_id: Any) -> None:
    submission = read(notebook(("markdown", "one", part_id("q2.scalar")), ("markdown", "two", part_id("q2.scalar"))))
    assert submission.answers["q2.scalar"].text == "one\n\ntwo"
    assert reasons(submission) == ["q2.scalar is written in two cells; they were joined."]


def test_merged_cells_are_told_apart_by_their_headings(notebook: Any, read: Any, part_id: Any) -> None:
    submission = read(notebook(("markdown", "y = 1\n\n## q2.max_slope\n0.25", part_id("q2.scalar"))))
    assert {local: answer.text for local, answer in submission.answers.items()} == {"q2.scalar": "y = 1", "q2.max_slope": "0.25"}


def test_retyped_cells_are_read_for_what_they_hold(notebook: Any, read: Any, part_id: Any) -> None:
    submission = read(
        notebook(
            ("code", "The slope is 1/4.", part_id("q2.max_slope")),
            ("markdown", REAL, part_id("q1.predict")),
            ("raw", "## q2.scalar\ny"),
            ("code", "## q3.compare\nThey differ in kind."),
        )
    )
    assert {local: answer.text for local, answer in submission.answers.items()} == {
        "q2.max_slope": "The slope is 1/4.",
        "q2.scalar": "y",
        "q3.compare": "They differ in kind.",
    }
    assert chunks(submission) == [("dl-hw1.ipynb cell 2", REAL)]
    assert reasons(submission) == [
        "dl-hw1.ipynb cell 1 is a code cell, but holds the answer to q2.max_slope; it was read as text.",
        "dl-hw1.ipynb cell 2 is no code cell, but holds the code of q1.predict; it was read as code.",
        "dl-hw1.ipynb cell 4 is a code cell, but holds a written answer; it was read as text.",
    ]


def test_an_unknown_part_in_metadata_is_told(notebook: Any, read: Any, part_id: Any) -> None:
    submission = read(notebook(("markdown", "## q2.scalar\ny", part_id("zebra"))))
    assert submission.answers["q2.scalar"].text == "y"
    assert reasons(submission) == ["dl-hw1.ipynb cell 1 names a part 'zebra' that does not exist; the cell was read by what it says."]


def test_format_3_is_read(tmp_path: Path, read: Any) -> None:
    cells = [
        {"cell_type": "code", "input": [REAL], "language": "python"},
        {"cell_type": "heading", "level": 2, "source": "q2.max_slope"},
        {"cell_type": "markdown", "source": "0.25"},
    ]
    (tmp_path / "dl-hw1.ipynb").write_text(json.dumps({"nbformat": 3, "nbformat_minor": 0, "worksheets": [{"cells": cells}]}))
    submission = read(tmp_path / "dl-hw1.ipynb")
    assert chunks(submission) == [("dl-hw1.ipynb cell 1", REAL)]
    assert submission.answers["q2.max_slope"].text == "0.25"


def test_wrong_and_missing_keys_are_borne(tmp_path: Path, read: Any) -> None:
    cells: list[Any] = [
        {"source": REAL, "outputs": "broken"},
        "no cell",
        {"cell_type": "markdown", "source": 5},
        {"cell_type": "markdown", "source": ["## q2.max_slope\n", 7, "0.25"], "metadata": None, "id": 3},
    ]
    (tmp_path / "dl-hw1.ipynb").write_text(json.dumps({"cells": cells}))
    submission = read(tmp_path / "dl-hw1.ipynb")
    assert chunks(submission) == [("dl-hw1.ipynb cell 1", REAL)]
    assert submission.answers["q2.max_slope"].text == "0.25"
    assert reasons(submission) == [
        "dl-hw1.ipynb does not say which notebook format it has; it was read all the same.",
        "dl-hw1.ipynb cell 1 does not say what it is; it was read as code.",
        "dl-hw1.ipynb cell 2 is damaged and was left out.",
        "dl-hw1.ipynb cell 3 has no readable text and was left out.",
    ]


def test_trailing_commas_are_mended(tmp_path: Path, read: Any) -> None:
    (tmp_path / "dl-hw1.ipynb").write_text('{"nbformat": 4, "cells": [{"cell_type": "code", "source": "x = [1,]",},],}')
    submission = read(tmp_path / "dl-hw1.ipynb")
    assert chunks(submission) == [("dl-hw1.ipynb cell 1", "x = [1,]")]
    assert reasons(submission)[0] == "dl-hw1.ipynb has commas where none belong; they were left out."


def conflict(ours: str, theirs: str) -> str:
    cell = '{"cell_type": "code", "execution_count": %s, "source": "%s"}'
    return f'{{"nbformat": 4, "cells": [\n<<<<<<< HEAD\n{cell % (1, ours)}\n=======\n{cell % (2, theirs)}\n>>>>>>> main\n]}}'


def test_a_harmless_merge_conflict_is_settled() -> None:
    cells, notes = read_notebook(conflict("x = 1", "x = 1"), "a.ipynb")
    assert [cell.source for cell in cells] == ["x = 1"]
    assert notes[0].reason == "a.ipynb holds an unsettled merge conflict (line 2); both sides have the same cells, so they were read."


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "a.ipynb is empty."),
        ("[]", "a.ipynb is no notebook: it has no list of cells."),
        ('{"nbformat": 4}', "a.ipynb is no notebook: it has no list of cells."),
        (
            '{"nbformat": 4,\n "cells": [{"cell_type": "code",',
            "a.ipynb is damaged at line 2, column 33 (Expecting property name enclosed in double quotes); nothing of it was read.",
        ),
        (conflict("x = 1", "x = 2"), "a.ipynb holds an unsettled merge conflict (line 2); nothing of it was read."),
        ("[" * 100_000, "a.ipynb is nested too deeply to be a notebook."),
        ('{"nbformat": ' + "9" * 5000 + "}", "a.ipynb holds a number that no notebook has."),
        ("[" * (limits.JSON_CONTAINERS + 1), "a.ipynb holds too much to be read."),
        ('{"cells": [' + ",".join("1" * 5001) + "]}", "a.ipynb has 5,001 cells; at most 5,000 are read."),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_place(text: str, reason: str) -> None:
    with pytest.raises(SubmissionError) as refused:
        read_notebook(text, "a.ipynb")
    assert refused.value.reason == reason
    assert refused.value.help


def test_a_broken_notebook_leaves_the_files_beside_it(folder: Any, read: Any) -> None:
    submission = read(folder({"dl-hw1.ipynb": "{", "q1_perceptron.py": REAL}))
    assert list(submission.modules) == ["q1_perceptron"]
    assert "damaged at line 1, column 2" in reasons(submission)[0]


def test_files_win_over_the_notebook(folder: Any, read: Any, notebook: Any) -> None:
    book = notebook(("code", "def predict(X): return 5"), ("markdown", "## q2.max_slope\n1")).read_text()
    submission = read(folder({"dl-hw1.ipynb": book, "q1_perceptron.py": REAL, "answers.md": "## q2.max_slope\n0.25"}))
    assert chunks(submission) == [("q1_perceptron.py", REAL)]
    assert chunks(submission, "q2_layers")[0][0] == "dl-hw1.ipynb cell 1"
    assert submission.answers["q2.max_slope"].text == "0.25"
    assert reasons(submission) == [
        "q1_perceptron.py and the notebook both define predict; q1_perceptron.py counts.",
        "q2.max_slope is answered in answers.md and in dl-hw1.ipynb cell 2; answers.md counts.",
    ]


def test_untouched_files_do_not_win_over_the_notebook(folder: Any, read: Any, notebook: Any) -> None:
    book = notebook(("code", REAL)).read_text()
    submission = read(folder({"dl-hw1.ipynb": book, "q1_perceptron.py": STUB}))
    assert chunks(submission) == [("dl-hw1.ipynb cell 1", REAL)]
    assert reasons(submission)[0] == "q1_perceptron.py is still as it was handed out; the notebook counts."


def test_an_untouched_notebook_takes_nothing_from_the_files(folder: Any, read: Any, notebook: Any) -> None:
    book = notebook(("code", STUB), ("markdown", "## q2.max_slope\n")).read_text()
    submission = read(folder({"dl-hw1.ipynb": book, "q1_perceptron.py": REAL, "answers.md": "## q2.max_slope\n0.25"}))
    assert chunks(submission) == [("q1_perceptron.py", REAL)]
    assert not submission.notes


def test_outputs_are_dropped_however_large(notebook: Any, read: Any) -> None:
    output = [{"output_type": "stream", "text": "x" * 3_000_000}]
    submission = read(notebook(("code", REAL, {"outputs": output})))
    assert chunks(submission) == [("dl-hw1.ipynb cell 1", REAL)]


def test_of_several_notebooks_the_assignment_s_own_counts(folder: Any, read: Any, notebook: Any) -> None:
    book = notebook(("code", REAL)).read_text()
    submission = read(folder({"dl-hw1.ipynb": book, "scratch.ipynb": "{"}))
    assert reasons(submission)[0] == "dl-hw1.ipynb counts; scratch.ipynb was not read."


def test_several_other_notebooks_are_read_as_one(folder: Any, read: Any, notebook: Any) -> None:
    book = notebook(("code", REAL)).read_text()
    submission = read(folder({"q1.ipynb": book, "q2.ipynb": book, "q1_perceptron.txt": ""}))
    assert [label for label, _ in chunks(submission)] == ["q1.ipynb cell 1", "q2.ipynb cell 1"]
    assert reasons(submission)[0] == "There are 2 notebooks; they were read one after the other as one: q1.ipynb, q2.ipynb."


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["cells", "source", "input", "cell_type", "metadata", "grader", "part", "id", "worksheets", "level"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=25,
)


@given(book=JSON)
def test_any_json_is_cells_or_refused(book: Any, homework: Assignment) -> None:
    try:
        cells, _ = read_notebook(json.dumps({"cells": book} if isinstance(book, list) else book), "a.ipynb")
    except SubmissionError:
        return
    sort_cells(cells, asked_of(homework))


@given(st.text(max_size=60))
def test_any_text_is_cells_or_refused(text: str) -> None:
    with pytest.raises(SubmissionError):
        read_notebook(text, "a.ipynb")


@given(
    sources=st.lists(
        st.sampled_from([STUB, REAL, "%time x", "## q2.scalar", "(((", "!ls", "'''", "\\"]) | st.text(max_size=20), max_size=6
    ),
    kind=st.sampled_from(["code", "markdown", "raw"]),
    part=st.sampled_from(["", "q2.scalar", "q1.predict", "x"]),
)
def test_any_cells_can_be_sorted(sources: list[str], kind: Any, part: str, homework: Assignment) -> None:
    sort_cells([Cell(f"cell {n}", kind, source, "", part) for n, source in enumerate(sources)], asked_of(homework))


def test_text_that_cannot_be_stored_is_replaced() -> None:
    cells, _ = read_notebook(r'{"nbformat": 4, "cells": [{"cell_type": "code", "source": "é\ud800\u0000"}]}', "a.ipynb")
    assert cells[0].source == "é? "
