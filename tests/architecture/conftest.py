"""The package's source, parsed once."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Source:
    """One module's text and tree."""

    name: str
    """`grader.model.case`."""
    path: Path
    text: str
    tree: ast.Module

    @property
    def room(self) -> str:
        """`model`; `grader` for the package's own face."""
        return self.name.split(".")[1] if "." in self.name else "grader"

    def imports(self) -> Iterator[tuple[int, str]]:
        """Line and full name of every absolute import, those inside functions too."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((node.lineno, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and not node.level:
                yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)

    def place(self, line: int) -> str:
        """Where to look, as editors read it."""
        return f"{self.name.replace('.', '/')}:{line}"


def _source(path: Path, root: Path) -> Source:
    words = path.relative_to(root).with_suffix("").parts
    text = path.read_text(encoding="utf-8")
    return Source(".".join(words[:-1] if words[-1] == "__init__" else words), path, text, ast.parse(text))


@pytest.fixture(scope="session")
def sources(root: Path) -> list[Source]:
    """Every module of the package."""
    return [_source(path, root) for path in sorted((root / "grader").rglob("*.py"))]


@pytest.fixture(scope="session")
def programs(root: Path, sources: list[Source]) -> list[Source]:
    """The package's modules, and the scripts beside it."""
    return [*sources, *(_source(path, root) for path in [root / "bootstrap.py", *sorted((root / ".ci").glob("*.py"))])]


@pytest.fixture(scope="session")
def files(root: Path) -> list[Path]:
    """What belongs to the project: all that git knows or would take; without git, all but what .gitignore's folders hold."""
    listing = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=root, capture_output=True)
    if listing.returncode == 0:
        found = [root / name for name in listing.stdout.decode("utf-8", "surrogateescape").split("\0") if name]
    else:
        ignored = {".git", ".venv", "out", "build", "dist", "node_modules", "__pycache__"}
        found = [path for path in root.rglob("*") if not ignored & set(path.relative_to(root).parts) and not path.match(".*_cache/**")]
    return sorted(path for path in found if path.is_file() and not path.is_symlink())
