"""What a question may ask for beside NumPy: which library, how much memory."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.sandbox.limits import LIMITS

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(frozen=True, slots=True)
class Profile:
    """A kind of zygote; `numpy` is the one that every question has unless it names another."""

    name: str
    """Also the name of the library's package, and of the extra of this project that installs it."""
    imports: tuple[str, ...] = ()
    """What its zygote imports before it forks."""
    memory: int = LIMITS.memory
    """Address space of a cell in bytes."""
    requirement: str = ""
    """What to ask pip for."""

    @property
    def version(self) -> str | None:
        """The installed library's version; None when it is not there. Nothing is imported to find out."""
        try:
            return importlib.metadata.version(self.name)
        except importlib.metadata.PackageNotFoundError:
            return None

    @property
    def how_to_get(self) -> str:
        """The next step on a machine without it."""
        return f"Install it where the grader is installed: {sys.executable} -m pip install '{self.requirement}'"

    def settings(self) -> dict[str, Any]:
        """What its zygote is told: what to import, and which folders and files the library and all that it needs lie in."""
        tops = sorted(_tops(self.name)) if self.imports else []
        return {"imports": list(self.imports), "places": tops, "homes": sorted({str(Path(top).parent) for top in tops})}


_SCIPY = ("scipy.fft", "scipy.integrate", "scipy.interpolate", "scipy.linalg", "scipy.optimize", "scipy.sparse.linalg", "scipy.special")
PROFILES = {
    profile.name: profile
    for profile in (
        Profile("numpy"),
        Profile("scipy", (*_SCIPY, "scipy.stats"), requirement="scipy>=1.14"),
        Profile("torch", ("torch", "torch._dynamo", "torch.utils.data"), memory=2 << 30, requirement="torch>=2.4"),
    )
}


def _tops(package: str) -> set[str]:
    """Files and folders that a distribution and all that it requires have put beside each other in `site-packages`."""
    found: set[str] = set()
    seen: set[str] = set()
    todo = [package]
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        try:
            distribution = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            continue  # wanted on other systems only
        found |= _installed(distribution, name)
        for line in distribution.requires or ():
            if "extra ==" not in line and (match := _NAME.match(line)):
                todo.append(match[0])
    return found


def _installed(distribution: importlib.metadata.Distribution, name: str) -> set[str]:
    firsts = {file.parts[0] for file in distribution.files or ()}
    kept = {first for first in firsts if first not in ("..", "__pycache__") and not first.endswith((".dist-info", ".egg-info", ".pth"))}
    if kept:
        return {str(distribution.locate_file(first)) for first in kept}
    # packages of a Linux distribution keep no list of their files
    spec = importlib.util.find_spec(name.replace("-", "_"))
    return set(spec.submodule_search_locations or [spec.origin or ""]) if spec else set()
