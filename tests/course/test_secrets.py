"""Nothing of the solutions or rubrics stands in what students are handed."""

from __future__ import annotations

import ast
import re

import pytest


def statements(path):
    """The lines of code of a file, without docstrings, signatures and imports."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kept = (ast.Return, ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Expr, ast.Yield)
    found = {ast.unparse(node) for node in ast.walk(tree) if isinstance(node, kept)}
    return {text for text in found if len(text) > 25 and "\n" not in text and not text.startswith(("'", '"'))}


def shingles(text, words=7):
    """All runs of seven words outside of formulas; shorter ones are common phrases of the subject."""
    known = re.findall(r"[a-z]+", re.sub(r"\$[^$]*\$", " ", text.lower()))
    return {" ".join(known[i : i + words]) for i in range(len(known) - words + 1)}


@pytest.fixture(scope="module")
def published(folders):
    """Everything that students are handed, file by file."""
    handed_out = [path for path in sorted(folders.assignments.rglob("*")) if path.is_file() and "__pycache__" not in path.parts]
    return {path.relative_to(folders.assignments).as_posix(): path.read_text(encoding="utf-8") for path in handed_out}


def test_only_known_files_are_handed_out(published):
    stubs = ["q1_perceptron.py", "q2_linear_layers.py", "q3_positions.py", "q4_attention.py"]
    checks = [f"cases/q{number}.py" for number in (1, 2, 3, 4)]
    assert sorted(published) == sorted(["answers.md", "assignment.yaml", *checks, *stubs])


def test_no_statement_of_the_solutions_is_handed_out(folders, published):
    secret = set().union(*(statements(path) for path in folders.solutions.rglob("*.py")))
    assert len(secret) > 100
    code = "\n".join(ast.unparse(ast.parse(text)) for name, text in published.items() if name.endswith(".py"))
    assert [text for text in sorted(secret) if text in code] == []


def test_no_phrase_of_rubrics_or_model_answers_is_handed_out(folders, published):
    files = [path.read_text(encoding="utf-8") for path in folders.rubrics.iterdir()]
    # What is asked is no secret; rubrics repeat it to know a copy of it.
    asked = set().union(*(shingles(" ".join(re.findall(r"^asked: (.*)", text, flags=re.M))) for text in files))
    given = re.findall(r"^ +(?:given|goal): (.*)", published["assignment.yaml"], flags=re.M)
    asked |= set().union(*(shingles(line) for line in given))
    rubrics = " ".join(re.sub(r"^ *\w+: *|^ *- id: .*", "", text, flags=re.M) for text in files)
    answers = re.sub(r"^#.*", "", (folders.solutions / "answers.md").read_text(encoding="utf-8"), flags=re.M)
    handed_out = set().union(*(shingles(text) for text in published.values()))
    assert sorted(((shingles(rubrics) - asked) | shingles(answers)) & handed_out) == []


def test_titles_of_hidden_cases_show_no_numbers(homework):
    titles = [case.title for part in homework.code_parts.values() for case in part.cases if not case.public]
    assert [title for title in titles if re.search(r"\d\.\d|(?<!float)\d{2,}|\[", title)] == []
