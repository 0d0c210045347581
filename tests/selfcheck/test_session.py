"""What of a running notebook is checked."""

from __future__ import annotations

import pytest

from grader.selfcheck import State, check, open_workbook
from grader.selfcheck.session import with_session

IMPORT = "import numpy as np"


@pytest.fixture
def states(folder):
    """States of the parts of q4 for cells that were run (and a file of the folder, perhaps)."""

    def look(*cells, **files):
        for name, text in files.items():
            (folder / name).write_text(text)
        workbook = open_workbook(folder)
        report = check(workbook, "q4", with_session(workbook, {"In": ["", *cells]}))
        return [part.state for part in report.parts]

    return look


def test_a_definition_in_the_notebook_replaces_the_stub(states):
    cell = "def softmax(x, axis=-1):\n    e = np.exp(x)\n    return e / e.sum(axis=axis, keepdims=True)"
    assert states(IMPORT, cell) == [State.PASS, State.TODO]


def test_a_stub_that_was_run_replaces_nothing(states, right):
    assert states("def softmax(x, axis=-1):\n    raise NotImplementedError", **{"q4.py": right}) == [State.PASS, State.PASS]


def test_the_last_definition_counts(states):
    wrong, good = (f"def softmax(x, axis=-1):\n    return np.exp(x) / np.exp(x).sum(axis={axis}, keepdims=True)" for axis in ("0", "axis"))
    assert states(IMPORT, wrong, good)[0] is State.PASS
    assert states(IMPORT, good, wrong)[0] is State.FAIL


def test_calls_are_not_repeated(states, tmp_path):
    trace = tmp_path / "trace"
    cell = f"def softmax(x, axis=-1):\n    e = np.exp(x)\n    return e / e.sum(axis=axis, keepdims=True)\nopen({str(trace)!r}, 'w')"
    slow = f"loss = [open({str(trace)!r}, 'w') for step in range(3)]"
    assert states(IMPORT, cell, slow)[0] is State.PASS
    assert not trace.exists()


def test_constants_are_kept(states):
    cell = "def softmax(x, axis=-1):\n    e = BASE ** x\n    return e / e.sum(axis=axis, keepdims=True)"
    assert states(IMPORT, "BASE = np.exp(1)", cell)[0] is State.PASS


def test_cells_that_cannot_be_read_are_left_out(states):
    cell = "def softmax(x, axis=-1):\n    e = np.exp(x)\n    return e / e.sum(axis=axis, keepdims=True)"
    assert states("def softmax(", IMPORT, cell, "%%time\n5 +")[0] is State.PASS


def test_a_file_that_says_otherwise_is_told(folder, right):
    (folder / "q4.py").write_text(right)
    workbook = open_workbook(folder)
    work = with_session(workbook, {"In": ["", "def softmax(x):\n    return x"]})
    assert work.notes[-1].reason == "q4.py and the notebook both define softmax; here the notebook is checked."
    assert work.notes[-1].help == "When you hand in both, q4.py counts: keep one of them."


@pytest.mark.parametrize("namespace", [{}, {"In": "text"}, {"In": [None, 3]}, {"In": []}])
def test_without_cells_the_folder_is_checked_as_it_is(folder, namespace):
    workbook = open_workbook(folder)
    assert with_session(workbook, namespace) == workbook.submission
