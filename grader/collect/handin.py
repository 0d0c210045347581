"""The files of one hand-in: sorted, read within limits, everything odd noted."""

from __future__ import annotations

from grader.catalogue import say
from grader.collect import limits
from grader.collect.decoding import decode
from grader.collect.disk import Source
from grader.collect.naming import shown
from grader.errors import SubmissionError
from grader.model import Message


class HandIn:
    """A source that decodes, keeps count and remembers what there is to say."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.paths = list(source.files)
        self.paths_set = frozenset(self.paths)
        self.notes: list[Message] = list(source.notes)
        self._texts: dict[str, str | None] = {}
        self._kept = 0

    def note(self, reason: str, help: str = "", where: str = "", source: str = "") -> None:
        """Remember something to tell the student."""
        self.notes.append(Message(reason, help, where, source))

    def text(self, path: str) -> str | None:
        """The text of a file; None, with a note, when it cannot be read."""
        if path not in self._texts:
            self._texts[path] = self._read(path)
        return self._texts[path]

    def _read(self, path: str) -> str | None:
        try:
            data = self.source.read(path, limits.TEXT_BYTES)
            if self._kept + len(data) > limits.KEPT_BYTES:
                self.note(
                    say(
                        "{given} was not read: all files together have more than {limit} MB.",
                        given=shown(path),
                        limit=limits.KEPT_BYTES // limits.MIB,
                    ),
                    say("Hand in only what you wrote."),
                )
                return None
            self._kept += len(data)
            text, note = decode(data, path, python=path.lower().endswith(".py"))
        except SubmissionError as error:
            self.note(error.reason, error.help)
            return None
        if note:
            self.notes.append(note)
        return text

    def notebook(self, path: str) -> str:
        """The text of a notebook, not kept; raises SubmissionError."""
        text, note = decode(self.source.read(path, limits.NOTEBOOK_BYTES), path)
        if note:
            self.notes.append(note)
        return text
