"""Run case files under private names, without sys.path and bytecode files."""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.machinery
import itertools
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from grader.errors import CourseError
from grader.strict.files import read_text, relative

_numbers = itertools.count(1)


class CaseFiles(importlib.abc.MetaPathFinder):
    """The `*.py` of one folder as a package that exists only inside `with`; they import each other by `from .shared import name`."""

    def __init__(self, folder: Path, root: Path) -> None:
        self.folder = folder
        self.root = root
        self.package = f"_course_cases_{next(_numbers)}"

    def __enter__(self) -> CaseFiles:
        package = ModuleType(self.package)
        package.__path__ = []
        sys.modules[self.package] = package
        sys.meta_path.insert(0, self)
        return self

    def __exit__(self, *_: object) -> None:
        sys.meta_path.remove(self)
        for name in [name for name in sys.modules if name == self.package or name.startswith(f"{self.package}.")]:
            del sys.modules[name]

    def run(self, stem: str) -> Mapping[str, Any]:
        """The namespace of one file after it was run; raises whatever it raises."""
        return vars(importlib.import_module(f"{self.package}.{stem}"))

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> importlib.machinery.ModuleSpec | None:
        """Find the files of the folder, and nothing else."""
        package, _, stem = name.rpartition(".")
        file = self.folder / f"{stem}.py"
        if package != self.package or not file.is_file():
            return None
        return importlib.machinery.ModuleSpec(name, _Loader(file, self.root), origin=relative(file, self.root))


class _Loader(importlib.abc.InspectLoader):
    """Compiles a file under its name within the course, so that no message holds a path of this machine."""

    def __init__(self, file: Path, root: Path) -> None:
        self.file = file
        self.root = root

    def get_source(self, fullname: str) -> str:
        """The text, UTF-8 as all files of a course."""
        return read_text(self.file, self.root)

    def get_code(self, fullname: str) -> Any:
        """Compile afresh: bytecode beside secret files would be one more secret file."""
        return self.source_to_code(read_text(self.file, self.root), relative(self.file, self.root))


def told(error: BaseException, folder: str) -> str:
    """Say where in the folder a file failed, and how."""
    if isinstance(error, SyntaxError) and (error.filename or "").startswith(folder):
        return f"{error.filename}:{error.lineno}:{error.offset}: {type(error).__name__}: {error.msg}"
    if isinstance(error, CourseError) and error.place is not None:
        return str(error).replace("\n ", "")
    place, trace = folder, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.startswith(folder):
            place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
        trace = trace.tb_next
    if isinstance(error, CourseError):
        return f"{place}: {error.problem}"
    text = f"{type(error).__name__}: {error}".rstrip(": ")
    hint = "; to import a file of this folder write: from .name import ..." if isinstance(error, ModuleNotFoundError) else ""
    return f"{place}: {text}{hint}"
