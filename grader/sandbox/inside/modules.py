"""Import a student's modules from memory, never from disk."""

from __future__ import annotations

import importlib.abc
import linecache
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType

from .salvage import Chunk, Note

Sources = dict[str, tuple[tuple[str, str], ...]]
"""Chunks (label, source) by module name."""


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds and loads the modules that were handed in; a name that is already imported (numpy, math ...) is never asked for."""

    def __init__(self, sources: Sources, *, definitions_only: bool) -> None:
        self._sources = sources
        self._definitions_only = definitions_only
        self.notes: list[Note] = []
        self.labels: dict[str, str] = {}
        """Sources by the file name that tracebacks show."""
        self._packages = {name.rpartition(".")[0] for name in sources} - {""}
        self._packages |= {package[: package.index(".")] for package in self._packages if "." in package}
        for chunks in sources.values():
            for label, source in chunks:
                self.labels[label] = source
                linecache.cache[label] = (len(source), None, source.splitlines(keepends=True), label)

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        """Offer a handed-in module, or a folder that holds one."""
        if fullname not in self._sources and fullname not in self._packages:
            return None
        return ModuleSpec(fullname, self, is_package=fullname in self._packages)

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """Leave making the module object to the import system."""
        return None

    def exec_module(self, module: ModuleType) -> None:
        """Run the chunks in order in the module's namespace; what fails is noted and does not stop the rest."""
        flags = 0
        chunks = self._sources.get(module.__name__, ())
        if chunks:
            module.__file__ = chunks[0][0]
        for label, source in chunks:
            chunk = Chunk(label, source, flags)
            flags = chunk.flags
            if self._definitions_only:
                chunk.definitions()
            try:
                chunk.run(module.__dict__)
            finally:
                self.notes += chunk.notes

    def get_source(self, fullname: str) -> str:
        """All the text of a module, for `inspect`."""
        return "".join(source for _, source in self._sources.get(fullname, ()))

    def put_first(self, wanted: str) -> None:
        """Let `import` find the handed-in modules before any on disk; `wanted` must be the student's even if its name is taken."""
        sys.meta_path.insert(0, self)
        sys.modules.pop(wanted, None)
