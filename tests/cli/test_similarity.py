"""`grader similarity` over a class folder."""

import json

import pytest

OWN = "\n".join(f"def step{n}(x, y):\n    return x {'+-*/%'[n % 5]} y ** {n} + x.part{n}(x[{n}:, y])\n" for n in range(20))


@pytest.fixture
def copied(course):
    for name in ("ada", "bob"):
        (course / "class" / name / "q1.py").write_text(OWN)
    return course


def test_a_copy_is_named(grader, copied):
    done = grader("similarity", "mini", "class")
    assert done.returncode == 0, done.stderr
    assert "100%  ada and bob" in done.stdout
    assert "1 unusual pair of 1 compared." in done.stdout


def test_it_writes_the_page_and_the_document(grader, copied):
    grader("similarity", "mini", "class", "--out", "staff")
    assert sorted(path.name for path in (copied / "staff").iterdir()) == ["similarity.html", "similarity.json"]


def test_json_for_machines(grader, copied):
    assert json.loads(grader("similarity", "mini", "class", "--json").stdout)["pairs"][0]["share"] == 1.0


def test_short_work_is_not_judged(grader, course):
    assert "Too small to judge: 2." in grader("similarity", "mini", "class").stdout


def test_an_unknown_folder_is_a_usage_error(grader, course):
    done = grader("similarity", "mini", "klass")
    assert done.returncode == 2
    assert "did you mean 'class'" in done.stderr
