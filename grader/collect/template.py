"""Lines of the answer sheet that was handed out, so that they count for nobody's answer."""

from __future__ import annotations

import os

from grader.collect.answers import read_answers
from grader.collect.asked import Asked
from grader.collect.disk import read_regular
from grader.collect.document import Page
from grader.collect.limits import TEXT_BYTES
from grader.errors import SubmissionError
from grader.model import Assignment

_LEAST_WORDS = 3
_known: dict[tuple[object, ...], frozenset[str]] = {}
_MOST_KNOWN = 64


def template_lines(assignment: Assignment, asked: Asked, submission: os.PathLike[str]) -> frozenset[str]:
    """Lines (of three words or more) of the assignment's own answer files.

    Empty when the files are not there, when someone has answered in them (a student who works in the course's folder), or when they are
    the submission itself.
    """
    if not assignment.folder or not asked.sheets:
        return frozenset()
    lines: frozenset[str] = frozenset()
    for file in asked.sheets:
        path = os.path.join(assignment.folder, file)
        try:
            state = os.stat(path)
            if os.path.samefile(submission, assignment.folder) or os.path.samefile(submission, path):
                return frozenset()
        except OSError:
            continue  # no template was handed out: nothing to take away
        key = (path, state.st_mtime_ns, state.st_size, tuple(part.prompt for part in asked.written.values()))
        if key not in _known:
            if len(_known) >= _MOST_KNOWN:
                _known.clear()
            _known[key] = _untouched_lines(path, file, asked)
        lines |= _known[key]
    return lines


def _untouched_lines(path: str, file: str, asked: Asked) -> frozenset[str]:
    try:
        text = read_regular(path, file, TEXT_BYTES).decode("utf-8-sig")
    except (SubmissionError, UnicodeDecodeError):
        return frozenset()  # `load` tells the author; no student pays for it
    if any(not answer.loose for answer in read_answers([Page(file, text)], asked).answers.values()):
        return frozenset()
    lines = (line.strip() for line in text.splitlines())
    return frozenset(line for line in lines if len(line.split()) >= _LEAST_WORDS and not line.startswith("#"))
