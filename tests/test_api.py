"""The two lines to a grade, whichever room was imported before."""

import subprocess
import sys
from pathlib import Path

import pytest

import grader

ROOT = Path(__file__).resolve().parents[1]


def test_every_public_name_is_there_and_they_are_few():
    assert len(grader.__all__) <= 20
    assert all(getattr(grader, name) for name in grader.__all__)


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="module 'grader' has no attribute 'grad'"):
        grader.grad  # noqa: B018


@pytest.mark.parametrize("before", ["", "import grader.load", "from grader.load import find_course", "import grader.pipeline"])
def test_load_is_callable_whatever_was_imported_before(before):
    program = f"{before}\nfrom grader import load\nprint(list(load('.')))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.stdout == "['dl-hw1']\n", done.stderr


def test_one_submission_is_graded_in_memory():
    result = grader.grade(grader.load(ROOT)["dl-hw1"], ROOT / "examples" / "classroom" / "chen")
    assert result["q4.softmax"].mistake == "softmax_axis_0"
    assert result.earned > 40


@pytest.mark.parametrize(
    ("path", "said"), [("examples/nobody", "there is no"), ("examples/classroom", "33 submissions; grade\\(\\) takes one")]
)
def test_a_path_that_is_not_one_submission_is_told(path, said):
    with pytest.raises(grader.UsageError, match=said):
        grader.grade(grader.load(ROOT)["dl-hw1"], ROOT / path)
