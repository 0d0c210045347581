"""Let plain `pytest` list the public cases of a student's folder as tests."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from grader.model import Case
    from grader.selfcheck import Report, Workbook

_FILE = "assignment.yaml"
_PLACE = ".grader/release.json"
"""What makes a folder a student's; elsewhere this plug-in compares one file name and does nothing."""
_WIDTH = 80


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> Homework | None:
    """Collect the public cases where a release lies."""
    if file_path.name != _FILE or not (file_path.parent / _PLACE).is_file():
        return None
    return Homework.from_parent(parent, path=file_path)


class Homework(pytest.File):
    """A student's folder, checked once however many of its cases are asked for."""

    @cached_property
    def workbook(self) -> Workbook:
        """The folder."""
        from grader.errors import GraderError
        from grader.selfcheck import open_workbook

        try:
            return open_workbook(self.path.parent)
        except GraderError as error:
            raise self.CollectError(str(error)) from None

    @cached_property
    def report(self) -> Report:
        """What a check finds."""
        from grader.selfcheck import check

        return check(self.workbook)

    def collect(self) -> Iterator[PublicCase]:
        """A test for each public case, under its address."""
        for part in self.workbook.parts():
            for case in part.cases:
                if case.public:
                    yield PublicCase.from_parent(self, name=case.address.local, case=case)


class CaseFailedError(Exception):
    """A public case does not pass; its text is what `grader check` says."""


class PublicCase(pytest.Item):
    """One public case."""

    def __init__(self, *, case: Case, **known: Any) -> None:
        super().__init__(**known)
        self.case = case

    def runtest(self) -> None:
        """Pass, fail with the words of `grader check`, or skip what builds on a failing part."""
        from grader.catalogue import language
        from grader.selfcheck import State, explain_case
        from grader.selfcheck.terminal import explained

        assert isinstance(self.parent, Homework)
        report = self.parent.report
        part, found = next((part, case) for part in report.parts for case in part.cases if case.case.address == self.case.address)
        tell = language(report.workbook.assignment.language)
        if found.state is State.SKIP:
            pytest.skip(tell.of(found.note))
        if found.state is State.TODO:
            raise CaseFailedError(tell.of(part.note or found.note))
        if found.state is State.FAIL:
            raise CaseFailedError("\n".join(explained(explain_case(part, found, report), _WIDTH, tell)))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Words instead of a traceback of ours."""
        if isinstance(excinfo.value, CaseFailedError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, None, str]:
        """The title beside the address."""
        return self.path, None, f"{self.name}: {self.case.title}"
