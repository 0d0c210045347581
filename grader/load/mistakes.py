"""Read known mistakes without ever running them."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

from grader.errors import CourseError, Place, did_you_mean
from grader.load.assignment import code_answer
from grader.model import Assignment, Mistake
from grader.strict.files import read_text, relative
from grader.strict.problems import Problems

_WORD = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*")
_FIELDS = ("parts", "hint", "public", "patterns")


def read_mistakes(root: Path, assignment: Assignment) -> tuple[Mistake, ...]:
    """The known mistakes of an assignment, by name of file; raises CourseError with every mistake in them."""
    folder = root / "solutions" / assignment.id / "mistakes"
    problems = Problems()
    found = []
    for path in sorted(folder.glob("*.py")) if folder.is_dir() else ():
        before = len(problems.found)
        try:
            source = read_text(path, root)
            mistake = _read(source, relative(path, root), path.stem, assignment, problems)
        except CourseError as error:
            problems.found.append(error)
            continue
        if len(problems.found) == before and mistake is not None:
            found.append(mistake)
    problems.tell()
    return tuple(found)


def _read(source: str, file: str, id: str, assignment: Assignment, problems: Problems) -> Mistake | None:
    try:
        tree = ast.parse(source, file)
    except SyntaxError as error:
        raise CourseError(f"SyntaxError: {error.msg}", place=Place(file, error.lineno or 0, error.offset or 0)) from None
    except (ValueError, RecursionError, MemoryError) as error:
        raise CourseError(f"cannot be parsed: {error}", place=Place(file)) from None
    if not _WORD.fullmatch(id):
        problems.add(Place(file), f"the file's name {id!r} is the id of the mistake, so it should be one word")
    title = next(iter((ast.get_docstring(tree) or "").splitlines()), "").strip()
    if not title:
        problems.add(
            Place(file, 1),
            "the docstring is missing; its first line is the title",
            'begin with, for instance: """softmax over the wrong axis"""',
        )
    values, places = _literals(tree, file, problems)
    hint, public = values.get("hint", ""), values.get("public", False)
    if not isinstance(hint, str) or not hint.strip():
        problems.add(places.get("hint", Place(file)), "hint is missing", 'write hint = "what the student should try"')
    if not isinstance(public, bool):
        problems.add(places["public"], f"public should be True or False, not {public!r}")
    patterns = _patterns(values.get("patterns", ()), places.get("patterns", Place(file)), problems)
    if not _replaces_something(tree):
        problems.add(Place(file), "replaces nothing", "define the wrong function under the name that it has in the reference")
    addresses, module = _parts(values.get("parts"), places.get("parts", Place(file)), assignment, problems)
    if module is None:
        return None
    return Mistake(id, title, str(hint), addresses, module, source, file, bool(public), patterns)


def _patterns(value: Any, place: Place, problems: Problems) -> tuple[str, ...]:
    """Expressions by which the line of the mistake is found in a student's file."""
    if isinstance(value, list | tuple) and all(isinstance(text, str) for text in value):
        try:
            for text in value:
                ast.parse(text, mode="eval")
            return tuple(value)
        except (SyntaxError, ValueError):
            problems.add(place, f"patterns: {text!r} is no Python expression", 'write patterns = ["_.sum(axis=0)"]; _ stands for anything')
            return ()
    problems.add(place, "patterns should be a list of expressions", 'write patterns = ["_.sum(axis=0)"]; _ stands for anything')
    return ()


def _literals(tree: ast.Module, file: str, problems: Problems) -> tuple[dict[str, Any], dict[str, Place]]:
    values: dict[str, Any] = {}
    places: dict[str, Place] = {}
    for statement in tree.body:
        name, value = _assigned(statement)
        if name not in _FIELDS or value is None:
            continue
        places[name] = Place(file, statement.lineno, statement.col_offset + 1)
        try:
            values[name] = ast.literal_eval(value)
        except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
            problems.add(places[name], f"{name} should be written out as a literal; this file is read, not run")
            # So that what is told here is not told again as missing.
            values[name] = {"parts": None, "hint": "?", "public": False, "patterns": ()}[name]
    return values, places


def _assigned(statement: ast.stmt) -> tuple[str, ast.expr | None]:
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1 and isinstance(statement.targets[0], ast.Name):
        return statement.targets[0].id, statement.value
    if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
        return statement.target.id, statement.value
    return "", None


def _replaces_something(tree: ast.Module) -> bool:
    defined = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return any(isinstance(one, defined) or _assigned(one)[0] not in ("", *_FIELDS) for one in tree.body)


def _parts(parts: Any, place: Place, assignment: Assignment, problems: Problems) -> tuple[tuple[Any, ...], str | None]:
    """The addresses that the mistake must cost, and the one module that they live in."""
    if not isinstance(parts, list | tuple) or not parts or not all(isinstance(part, str) for part in parts):
        problems.add(
            place, "parts should be a list of the parts that the mistake must cost", 'write parts = ["q4.softmax", "q4.attention"]'
        )
        return (), None
    known = {part.address.local: part for part in assignment.parts}
    for local in parts:
        if local not in known:
            problems.add(place, f"parts: there is no part {local!r}{did_you_mean(local, known)}", f"parts: {', '.join(known)}")
        elif code_answer(known[local].kind) is None:
            problems.add(place, f"parts: {local} asks no code, so no mistake can be run for it")
    answers = {local: code_answer(known[local].kind) for local in parts if local in known}
    modules = sorted({answer[0] for answer in answers.values() if answer})
    if len(modules) > 1:
        problems.add(place, f"parts: they live in several modules ({', '.join(modules)})", "write one mistake for each module")
    addresses = tuple(known[local].address for local in dict.fromkeys(parts) if local in known)
    return addresses, modules[0] if len(modules) == 1 else None
