"""Run an assignment's case files, and hang their cases to the parts."""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from grader.errors import CourseError, did_you_mean
from grader.load.assignment import code_answer
from grader.load.execution import CaseFiles, told
from grader.model import Case, Part, Tolerance
from grader.strict.files import relative


def with_hidden_cases(root: Path, id: str, parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts with the cases of `solutions/<id>/cases/*.py` after their public ones.

    Nothing that an author wrote there raises: what cannot be used becomes a case with `broken` text at the part it belongs to, and so
    does a code part that no hidden case asks about.
    """
    folder = root / "solutions" / id / "cases"
    writer = _Writer(parts, relative(folder, root))
    _write(folder, root, writer)
    return tuple(map(writer.asked, writer.finished()))


def with_public_cases(folder: Path, root: Path, parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts with the cases of `folder/*.py`, which students get, after their examples.

    They weigh nothing: what can be read can be copied, so the points hang on the hidden cases (docs/design/080).
    """
    writer = _Writer(parts, relative(folder, root), public=True)
    _write(folder, root, writer)
    return writer.finished()


def _write(folder: Path, root: Path, writer: _Writer) -> None:
    """Run every case file of a folder for the cases in it."""
    paths = sorted(path for path in folder.glob("*.py") if not path.name.startswith((".", "_"))) if folder.is_dir() else []
    kept, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        # An author's print while trying things must not get between the words of a command, least of all into its JSON.
        with CaseFiles(folder, root) as files, redirect_stdout(sys.stderr):
            for path in paths:
                writer.take(path.stem, files)
    finally:
        sys.dont_write_bytecode = kept


class _Writer:
    """Cases by part, while the files are read one after the other."""

    def __init__(self, parts: Sequence[Part], folder: str, *, public: bool = False) -> None:
        self.parts = parts
        self.folder = folder
        self.public = public
        self.code = {part.address.local: answer[0] for part in parts if (answer := code_answer(part.kind)) is not None}
        self.known = {part.address.local: part for part in parts}
        self.cases: dict[str, list[Case]] = defaultdict(list)
        self.places: dict[tuple[str, str], str] = {}
        self.unrun: list[tuple[str, str]] = []

    def take(self, stem: str, files: CaseFiles) -> None:
        """Run one file and write its cases."""
        from grader.authoring import collect_cases

        try:
            namespace = files.run(stem)
        except (Exception, SystemExit) as error:
            self.unrun.append((stem, told(error, self.folder)))
            return
        for one in collect_cases(namespace):
            self._write(one, stem)

    def _write(self, one: Any, stem: str) -> None:
        part = self.known.get(one.part)
        if part is None:
            self._unknown(one, stem)
            return
        first = self.places.setdefault((one.part, one.name), one.place)
        if one.part not in self.code:
            written: tuple[Case, ...] = (one.broken(part.address, f"{one.place}: {one.part} asks no code, so no case can be run for it"),)
        elif first != one.place:
            why = f"{one.place}: a second function {one.name} for {one.part}; the first is {first}; give it a name of its own"
            written = (one.broken(part.address, why),)
        else:
            tolerance = getattr(part.kind, "tolerance", None) or Tolerance()
            seconds = getattr(part.kind, "seconds", None) or 2.0
            written = one.cases(part.address, module=self.code[one.part], tolerance=tolerance, seconds=seconds)
        self.cases[one.part].extend(self._open(case) for case in written)

    def _open(self, case: Case) -> Case:
        return replace(case, public=True, weight=Fraction(0)) if self.public else case

    def _unknown(self, one: Any, stem: str) -> None:
        """A case for no part belongs to the part that was most likely meant."""
        guess = did_you_mean(one.part, self.code)
        listed = f"parts with code: {', '.join(self.code)}"
        why = f"{one.place}: there is no part {one.part!r}{guess + ' ' if guess else '; '}{listed}"
        nearest = [local for local in self.code if guess.endswith(f"{local!r}?")]
        for local in nearest or self._of_module(stem):
            self.cases[local].append(self._open(one.broken(self.known[local].address, why)))

    def _of_module(self, stem: str) -> list[str]:
        """The parts that a case file is about: those of the module of its name, else those that no other case asks."""
        named = [local for local, module in self.code.items() if module == stem]
        return named or [local for local in self.code if not self.cases.get(local)] or list(self.code)

    def finished(self) -> tuple[Part, ...]:
        """All parts; files that could not be run and parts without cases are told."""
        for stem, why in self.unrun:
            for local in self._of_module(stem):
                name = f"{re.sub(r'[^A-Za-z0-9_]', '_', stem)}-broken"
                address = self.known[local].address.of_case(name)
                self.cases[local].append(self._open(Case(address, "Public cases" if self.public else "Hidden cases", broken=why)))
        return tuple(replace(part, cases=tuple(_distinct([*part.cases, *self.cases.get(part.address.local, [])]))) for part in self.parts)

    def asked(self, part: Part) -> Part:
        """The part, broken when it is code that no hidden case asks about."""
        local = part.address.local
        if local not in self.code or any(not case.public for case in self.cases.get(local, [])):
            return part
        why = f"{self.folder}: no hidden case asks {local}; write one under @cases({local!r}, hint=...)"
        return replace(part, cases=(*part.cases, Case(part.address.of_case("hidden-broken"), "Hidden cases", broken=why)))


def _distinct(cases: Sequence[Case]) -> Iterator[Case]:
    """The cases, each with an address of its own."""
    counts: dict[str, int] = {}
    for case in cases:
        key = str(case.address)
        counts[key] = counts.get(key, 0) + 1
        if counts[key] == 1:
            yield case
            continue
        address = replace(case.address, case=f"{case.address.case}-again{counts[key] - 1}")
        yield replace(case, address=address, broken=case.broken or f"two cases have the address {case.address}; rename the function")


def broken_part(part: Part, error: CourseError) -> Part:
    """The part when something of the course that it needs is wrong: each of its cases is broken."""
    cases = part.cases or (Case(part.address.of_case("course-broken"), part.title),)
    return replace(part, cases=tuple(replace(case, broken=str(error)) for case in cases))
