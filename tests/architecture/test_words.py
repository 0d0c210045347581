"""Names and words: what each module says first, and what may stand nowhere."""

from __future__ import annotations

import ast
import re

import pytest

VAGUE = {"util", "utils", "helper", "helpers", "common", "misc", "stuff", "shared", "base", "manager"}
LOCKS = {"uv.lock", "package-lock.json"}
PYPI = {"pypi.org", "files.pythonhosted.org"}

# Written so that this file does not hold what it looks for.
MACHINE = [
    "/" + r"work/(main|shared|\.)",
    "/" + r"tmp/(probe|brief)",
    "/" + r"opt/(pypi|wheels)",
    r"\b" + "file:///" + r"(opt|tmp|work|root)",
    "/" + r"(home|Users)/(?!student|ada|grader|you|user|me\b|nobody)[a-z]+/",
]
UNWANTED = [r"\bA[I]\b", r"\b[Aa]g[e]nts?\b", r"\bL[L]Ms?\b", r"# *(T[O]DO|F[I]XME|X[X]X)\b"]


def test_no_module_has_a_name_that_says_nothing(files, root):
    vague = [
        str(path.relative_to(root))
        for path in files
        if path.suffix == ".py" and "examples" not in path.parts and VAGUE & {path.stem, *path.parts}
    ]
    assert not vague, vague


def test_every_module_says_what_it_is_for_in_one_line(programs):
    """A dozen words is the aim; beyond a score of them it is no longer one thing that the module is for."""
    wrong = []
    for source in programs:
        first = (ast.get_docstring(source.tree) or "").partition("\n")[0]
        if not 0 < len(first.split()) <= 20 or first[-1] not in ".:?!":
            wrong.append(f"{source.place(1)}: {first!r} ({len(first.split())} words)")
    assert not wrong, "the first line wants 1 to 20 words and a full stop:\n" + "\n".join(wrong)


def test_every_public_name_is_documented(sources):
    """Ruff's D1 sees modules, classes and functions; this also refuses docstrings of blanks."""
    bare = [
        f"{source.place(node.lineno)}: {node.name}"
        for source in sources
        for node in _public(source.tree)
        if not (ast.get_docstring(node) or "").strip()
    ]
    assert not bare, "no docstring:\n" + "\n".join(bare)


def _public(tree):
    """Public classes and functions, and the public methods of public classes; not what a function defines inside."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from _public(node)


@pytest.mark.parametrize("pattern", MACHINE)
def test_no_path_of_a_machine_stands_in_the_tree(pattern, files, root):
    assert not _found(pattern, files, root)


@pytest.mark.parametrize("pattern", UNWANTED)
def test_no_unwanted_word_stands_in_the_tree(pattern, files, root):
    assert not _found(pattern, [path for path in files if path.name not in LOCKS and "examples" not in path.parts], root)


def test_locks_name_no_index_but_the_public_one(root):
    for name in ("requirements.lock", "requirements-dev.lock", "uv.lock", "package-lock.json"):
        text = (root / name).read_text(encoding="utf-8")
        assert set(re.findall(r"https?://([^/\"\s]+)", text)) <= PYPI, name
        assert not re.search(r"--(extra-)?index-url|--find-links|file:", text), name


def _found(pattern, files, root):
    expression = re.compile(pattern.encode())
    found = []
    texts = ((path, content) for path in files if b"\0" not in (content := path.read_bytes()))  # pictures hold any letters
    for path, content in texts:
        for number, line in enumerate(content.split(b"\n"), 1):
            if expression.search(line):
                found.append(f"{path.relative_to(root)}:{number}: {line[:160].decode('utf-8', 'replace')}")
    return found
