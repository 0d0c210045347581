"""Read one submission; whatever is wrong with it becomes a note or a refusal."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace

from grader.catalogue import one_of, say
from grader.collect import limits
from grader.collect.answers import Sheet, read_answers
from grader.collect.archive import ENDINGS, Archive, foreign_format
from grader.collect.asked import Asked, asked_of
from grader.collect.cells import Work, sort_cells
from grader.collect.disk import Folder, Gathered, SingleFile, Source, blame, open_regular
from grader.collect.document import Page
from grader.collect.entries import Entry
from grader.collect.handin import HandIn
from grader.collect.layout import Layout, lay_out
from grader.collect.manifest import claims, receipt_notes
from grader.collect.modules import add_notebook, read_modules
from grader.collect.naming import shown
from grader.collect.notebook import read_notebook
from grader.collect.template import template_lines
from grader.errors import SubmissionError
from grader.model import Answer, Assignment, Message, Submission, join

_READ = (".py", ".ipynb", ".md", ".markdown", ".txt")


def collect(entry: Entry, assignment: Assignment, *, leave_out: Collection[str] = ()) -> Submission:
    """Read what a student handed in; never raises for what is in it, only BrokenError when this machine keeps us from reading it.

    `leave_out` names folders and files at the top that are none of the submission (`cases`, `mistakes` of the reference's folder).
    A submission that cannot be read at all comes back `refused`, with the reason and the next step in its notes.
    """
    try:
        with _opened(entry, leave_out) as source:
            return _read(entry, HandIn(source), assignment)
    except SubmissionError as refusal:
        note = Message(refusal.reason, refusal.help)
    except OSError as error:
        blame(error, entry.path.name)
        note = Message(
            say(
                "{given} could not be read ({cause}).",
                given=shown(entry.path.name),
                cause=error.strerror.lower() if error.strerror else say("unknown cause"),
            ),
            say("Hand it in again."),
        )
    return Submission(entry.student, notes=(*entry.notes, note), refused=True)


@contextmanager
def _opened(entry: Entry, leave_out: Collection[str]) -> Iterator[Source]:
    """Open the entry for what it is, as found without following a link."""
    mode = os.lstat(entry.path).st_mode
    name = entry.path.name
    with ExitStack() as stack:
        if entry.files:
            gathered = stack.enter_context(Gathered(entry.path, entry.files))
            yield _only_archive(gathered, stack) or gathered
            return
        if stat.S_ISLNK(mode):
            raise SubmissionError(
                say("{given} is a link; links are not followed.", given=shown(name)), help=say("Hand in the files themselves.")
            )
        if stat.S_ISDIR(mode):
            folder = stack.enter_context(_folder(entry.path, leave_out))
            yield _only_archive(folder, stack) or folder
            return
        if not stat.S_ISREG(mode):  # asked before it is opened: opening a pipe or device may already do something
            raise SubmissionError(say("{given} is not a regular file.", given=shown(name)), help=say("Hand in ordinary files only."))
        fd, size = open_regular(entry.path, name)
        file = stack.enter_context(os.fdopen(fd, "rb"))
        if name.lower().endswith(_READ):
            yield SingleFile(entry.path, size)
            return
        if size > limits.ARCHIVE_BYTES or name.rpartition(".")[2].lower() in ENDINGS or file.read(4) == b"PK\x03\x04":
            file.seek(0)
            yield Archive(file, size, name)
            return
        file.seek(0)
        what = foreign_format(file.read(512), name) or say("no file that is read here")
        raise SubmissionError(
            say("{given} is {what}.", given=shown(name), what=what),
            help=say("Hand in a folder, a zip, a notebook, a .py file or an answers.md."),
        )


def _folder(path: os.PathLike[str], leave_out: Collection[str]) -> Folder:
    try:
        return Folder(path, leave_out)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENOTDIR):
            raise SubmissionError(
                say("{given} is a link; links are not followed.", given=shown(os.path.basename(path))),
                help=say("Hand in the files themselves."),
            ) from None
        raise


def _only_archive(folder: Folder, stack: ExitStack) -> Source | None:
    """The archive in a folder that holds nothing else to read, as learning platforms store uploads."""
    archives = [path for path in folder.files if path.rpartition(".")[2].lower() in ENDINGS]
    if len(archives) != 1 or any(path.lower().endswith(_READ) for path in folder.files):
        return None
    fd, size = stack.enter_context(folder.opened(archives[0]))
    archive = Archive(stack.enter_context(os.fdopen(os.dup(fd), "rb")), size, archives[0])
    archive.notes[:0] = folder.notes
    return archive


def _read(entry: Entry, hand_in: HandIn, assignment: Assignment) -> Submission:
    asked = asked_of(assignment)
    _tell_archives(hand_in)
    layout = lay_out(hand_in, asked)
    modules = read_modules(hand_in, layout, asked)
    template = template_lines(assignment, asked, entry.path)
    sheet = _answers(hand_in, layout, asked, template)
    work = _notebooks(hand_in, layout, asked)
    add_notebook(modules, work, layout, asked, hand_in)
    if work.pages:
        _add_prose(sheet, read_answers(work.pages, asked, template))
    if not modules and not sheet.answers and not layout.sheets:
        what = say("holds nothing that is read here") if hand_in.paths else say("is empty")
        hand_in.note(
            say("The hand-in {what}.", what=what),
            say(
                "Hand in {files}, or the notebook {assignment}.ipynb.",
                files=", ".join([*asked.code, *asked.sheets]),
                assignment=asked.assignment,
            ),
        )
    elif asked.sheets and not layout.sheets and not layout.notebooks:
        hand_in.note(say("There is no {file}.", file=one_of(asked.sheets)), say("Hand it in with your written answers."))
    told = claims(hand_in.source, layout.home)
    receipt = receipt_notes(hand_in.source, layout.home, assignment.folder)
    notes = list(dict.fromkeys([*entry.notes, *hand_in.notes, *work.notes, *sheet.notes, *receipt]))
    if len(notes) > limits.NOTES:
        notes[limits.NOTES :] = [Message(say("There are {count} more notes of this kind.", count=len(notes) - limits.NOTES))]
    return Submission(entry.student, modules, sheet.answers, tuple(notes), handed_in=entry.handed_in or told.handed_in, hints=told.hints)


def _notebooks(hand_in: HandIn, layout: Layout, asked: Asked) -> Work:
    """The cells of all notebooks as one; a notebook that cannot be read is told and left out."""
    cells = []
    for path in layout.notebooks[: limits.NOTEBOOKS]:
        try:
            found, notes = read_notebook(hand_in.notebook(path), path.removeprefix(layout.home))
        except SubmissionError as error:
            hand_in.note(error.reason, error.help)
            continue
        cells.extend(found)
        hand_in.notes.extend(notes)
    if len(layout.notebooks) > limits.NOTEBOOKS:
        hand_in.note(
            say("There are {count} notebooks; only the first {most} were read.", count=len(layout.notebooks), most=limits.NOTEBOOKS),
            say("Hand in one notebook."),
        )
    return sort_cells(cells, asked) if cells else Work()


def _add_prose(sheet: Sheet, prose: Sheet) -> None:
    """Add the notebook's answers; what stands in the answer file wins where both name the part."""
    sheet.notes.extend(prose.notes)
    for local, answer in prose.answers.items():
        before = sheet.answers.get(local)
        if before is None or (before.loose and not answer.loose):
            sheet.answers[local] = answer
        elif before.loose or answer.loose:
            sheet.answers[local] = _both(before, answer)
        elif before.text != answer.text:
            sheet.notes.append(
                Message(
                    say("{part} is answered in {file} and in {other}; {file} counts.", part=local, file=before.file, other=answer.file),
                    say("Keep one of them."),
                )
            )


def _both(before: Answer, answer: Answer) -> Answer:
    """What the answer file and the notebook hold for one part, when at least one of them has no heading for it."""
    if before.loose and answer.loose:
        return replace(before.everything, loose=True, beside=answer.everything)
    return replace(before, beside=join([*([before.beside] if before.beside else []), answer.everything]))


def _tell_archives(hand_in: HandIn) -> None:
    for path in hand_in.paths:
        if path.rpartition(".")[2].lower() in ENDINGS:
            hand_in.note(
                say("{given} is an archive inside the hand-in and was not opened.", given=shown(path)), say("Hand in its files themselves.")
            )


def _answers(hand_in: HandIn, layout: Layout, asked: Asked, template: Collection[str]) -> Sheet:
    """The written answers of all asked answer files."""
    sheet = Sheet()
    for file, path in layout.sheets.items():
        text = hand_in.text(path)
        if text is None:
            continue
        only = asked.sheets[file] if len(asked.sheets) > 1 else ()
        read = read_answers([Page(shown(path.removeprefix(layout.home)), text)], asked, template, only=only)
        sheet.answers.update(read.answers)
        sheet.notes.extend(read.notes)
    return sheet
