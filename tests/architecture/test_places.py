"""Where does my line go: each outside power is used in the rooms that own it, and nowhere else (table in CONTRIBUTING.md)."""

from __future__ import annotations

import ast
import re
import sys

import pytest

PURE = {"model", "errors", "numeric", "scoring", "algebra", "text", "kinds", "statistics", "similarity"}

OWNERS = {
    "yaml": {"strict"},
    "pydantic": {"load"},
    "nbformat": {"release"},
    "zipfile": {"collect", "verify", "release", "selfcheck"},  # verify looks into the archives of a release; the others write them
    "tarfile": {"collect"},
    "jinja2 markupsafe markdown_it nh3 latex2mathml": {"report"},
    "sqlalchemy sqlite3": {"gradebook"},
    "sympy": {"algebra"},
    "rapidfuzz snowballstemmer": {"text"},
    "subprocess resource": {"sandbox", "algebra", "ci"},  # algebra: the worker that proves (design 013); ci: git as a reader (design 101)
    "ctypes multiprocessing pty": {"sandbox"},
    "typer click argparse": {"cli"},
    "rich": {"cli", "report"},
    "time": {"cli", "sandbox", "algebra"},  # in algebra only the worker, for its deadline (below, and in pyproject.toml)
    "datetime": {"cli", "load", "collect"},  # load and collect read the times that others wrote down
    "random secrets uuid": {"sandbox"},  # the sandbox seeds `random` for student code
    "pickle marshal shelve dill cloudpickle joblib": set(),
    "urllib.request http.client": {"ci"},  # a forge's REST interface: docs/design/101-commits-and-forges.md
    "requests httpx ftplib smtplib": set(),
}

IMPURE = [
    "os",
    "io",
    "pathlib",
    "shutil",
    "tempfile",
    "glob",
    "fileinput",
    "subprocess",
    "socket",
    "time",
    "datetime",
    "random",
    "secrets",
    "uuid",
    "threading",
    "signal",
    "logging",
]
PROVING = {"grader.algebra.worker", "grader.algebra.symbolic"}  # the one process of a pure room: docs/design/013-proofs-in-a-worker.md
VALUES_ONLY = {("model", "pathlib")}  # a Course says where it lies; it opens nothing


def test_only_the_worker_starts_a_process_in_algebra(sources):
    strays = [
        source.place(line)
        for source in sources
        if source.room == "algebra" and source.name not in PROVING
        for line, name in source.imports()
        if name.split(".")[0] in ("subprocess", "resource")
    ]
    assert not strays, "\n".join(strays)


@pytest.mark.parametrize("packages", OWNERS)
def test_only_its_owners_import(packages, sources):
    wanted, owners = packages.split(), OWNERS[packages]
    strays = [
        f"{source.place(line)} imports {name}"
        for source in sources
        for line, name in source.imports()
        if source.room not in owners and any(name == word or name.startswith(word + ".") for word in wanted)
    ]
    assert not strays, f"only {sorted(owners) or 'nobody'} may:\n" + "\n".join(strays)


def test_pure_rooms_touch_no_file_clock_process_or_randomness(sources):
    strays = [
        f"{source.place(line)} imports {name}"
        for source in sources
        if source.room in PURE and source.name not in PROVING
        for line, name in source.imports()
        if (top := name.split(".")[0]) in IMPURE and (source.room, top) not in VALUES_ONLY
    ]
    strays += [f"{source.place(line)} calls open" for source in sources if source.room in PURE for line in _calls(source.tree, {"open"})]
    assert not strays, "\n".join(strays)


def test_only_the_command_line_asks_the_clock(sources):
    strays = [source.place(line) for source in sources if source.room != "cli" for line in _calls(source.tree, {"now", "utcnow", "today"})]
    assert not strays, "\n".join(strays)


def test_only_the_command_line_prints(sources):
    strays = [source.place(line) for source in sources if source.room != "cli" for line in _calls(source.tree, {"print", "input"})]
    assert not strays, "\n".join(strays)


def test_only_load_and_the_sandbox_execute_source(sources):
    """`load` runs the cases of trusted authors; student code runs in the sandbox alone."""
    strays = [
        source.place(line)
        for source in sources
        if source.room not in ("load", "sandbox")
        for line in _calls(source.tree, {"eval", "exec", "compile", "__import__"})
    ]
    assert not strays, "\n".join(strays)


def test_what_runs_beside_student_code_needs_only_its_own_folder(sources):
    """It is started with that one folder on the path, so that a way from it to the grader does not exist."""
    strays = [
        source.place(node.lineno)
        for source in sources
        if source.name.startswith("grader.sandbox.inside")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ImportFrom | ast.Import) and not _stays_inside(node)
    ]
    assert not strays, "\n".join(strays)


def test_nobody_evaluates_text(sources):
    strays = [source.place(line) for source in sources if ".sandbox.inside" not in source.name for line in _calls(source.tree, {"eval"})]
    assert not strays, "\n".join(strays)


def test_yaml_is_read_by_our_own_loader(sources):
    """PyYAML's ready-made doors build objects, or read `1e-3` as a word and `no` as False."""
    doors = {"load", "load_all", "full_load", "unsafe_load", "safe_load", "safe_load_all"}
    strays = [
        source.place(node.lineno)
        for source in sources
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and (node.func.value.id, node.func.attr) in {("yaml", door) for door in doors}
        and not (node.func.attr in ("load", "load_all") and (len(node.args) > 1 or node.keywords))
    ]
    assert not strays, "\n".join(strays)


def test_no_room_but_kinds_asks_for_a_kind_by_name(sources):
    """`if kind == "code"` outside `kinds` is a leak: what differs between kinds is a method of the protocol."""
    kinds = {"code", "algebra", "text", "number", "choice"}
    strays = [
        f"{source.place(node.lineno)}: {ast.unparse(node)}"
        for source in sources
        if source.room != "kinds"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Compare) and kinds & _words(node) and any(map(_is_a_kind, [node.left, *node.comparators]))
    ]
    assert not strays, "\n".join(strays)


def test_nothing_is_swallowed(sources):
    """`except: pass`, and a bare `except`, hide faults that someone then pays for."""
    strays = [
        source.place(node.lineno)
        for source in sources
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ExceptHandler) and (node.type is None or _names(node.type) & {"Exception", "BaseException"})
        if all(isinstance(step, ast.Pass | ast.Continue) or _is_ellipsis(step) for step in node.body)
    ]
    assert not strays, "\n".join(strays)


def _calls(tree: ast.AST, names: set[str]) -> list[int]:
    return [
        node.lineno for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names
    ]


def _names(node: ast.AST) -> set[str]:
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


def _is_ellipsis(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and node.value.value is ...


def _is_a_kind(node: ast.AST) -> bool:
    """`kind`, `part.kind`, `kind.name`; not the kind of a token or of a notebook's cell."""
    return re.search(r"(^|part[^.]*\.|result[^.]*\.)kind$|kind\.name$", ast.unparse(node)) is not None


def _words(node: ast.AST) -> set[str]:
    return {part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)}


def _stays_inside(node: ast.Import | ast.ImportFrom) -> bool:
    if isinstance(node, ast.ImportFrom):
        names, level = [node.module or ""], node.level
    else:
        names, level = [alias.name for alias in node.names], 0
    return level == 1 or (level == 0 and all(name.split(".")[0] in sys.stdlib_module_names | {"numpy", "torch"} for name in names))
