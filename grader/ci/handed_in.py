"""What a commit hands in, and whether it touched anything else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.ci.git import Change, Entry, Repository
from grader.model import Assignment, Message

FILES = 2_000
"""Files of one hand-in."""
FILE_BYTES = 50 << 20
"""One file of a hand-in; notebooks with their outputs are the largest."""
ALL_BYTES = 100 << 20
"""All files of a hand-in together."""
_SHOWN = 8
_LFS = b"version https://git-lfs.github.com/spec/"
_REGULAR = ("100644", "100755", "100664")
_NEVER = (".git", ".grader")
"""Beginnings of hidden names that mean something to Git, to a forge or to us."""
_LITTER = frozenset({".ds_store", "thumbs.db", "desktop.ini", "__pycache__", ".ipynb_checkpoints"})
_PLAIN = re.compile(r"[^\x00-\x1f\x7f\\:*?\"<>|\u0080-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]+")


@dataclass(frozen=True, slots=True)
class HandedIn:
    """The files of one assignment in one commit, or why they are not taken."""

    assignment: str
    files: Mapping[str, bytes]
    """Contents by path below the assignment's folder."""


@dataclass(frozen=True, slots=True)
class Gate:
    """What was found at the door."""

    head: str
    refusals: tuple[Message, ...]
    """Why nothing is graded, each with what the student does about it; then `handed_in` is empty."""
    handed_in: tuple[HandedIn, ...]
    """One for each assignment in which something changed."""
    committed: int | None = None
    """When, in seconds since 1970 UTC, by the clock of whoever made the commit."""


def look(repository: Repository, base: str, head: str, assignments: Mapping[str, Assignment]) -> Gate:
    """Take what `head` (a full commit id) hands in, if it changed nothing but its own work since it left `base`.

    The rules and their reasons stand in docs/pull-requests.md. Raises UsageError when git does not know the commits.
    """
    if not repository.related(base, head):
        return Gate(head, (_STRANGER,), ())
    start = repository.merge_base(base, head)
    changes = repository.changes(start, head)
    course = {id: frozenset(entry.path for entry in repository.tree(start, f"assignments/{id}/")) for id in assignments}
    refusals = _refusals(changes, assignments, course)
    touched = sorted({change.path.split("/")[1] for change in changes if change.path.count("/") > 1})
    if not refusals and not touched:
        refusals = (Message("Nothing was handed in: no file below assignments/ changed.", "Commit your work there, and push again."),)
    trees = {} if refusals else {id: repository.tree(head, f"assignments/{id}/") for id in touched}
    refusals += tuple(message for id, tree in trees.items() for message in _oddities(tree))
    if refusals:
        return Gate(head, refusals, ())
    work = tuple(_read(repository, id, tree, assignments[id], course[id]) for id, tree in trees.items())
    pointers = [f"assignments/{one.assignment}/{path}" for one in work for path, content in one.files.items() if content.startswith(_LFS)]
    if pointers:
        help = "Take them out of Git LFS (git lfs untrack, then git add --renormalize), and commit the files themselves."
        return Gate(head, (Message(f"Only pointers of Git LFS were committed, not the files: {listed(pointers)}.", help),), ())
    return Gate(head, (), work, repository.committed(head))


def lay_down(work: HandedIn, folder: Path) -> None:
    """Write a hand-in into a new, empty folder; its names were found harmless by `look`."""
    for path, content in work.files.items():
        target = folder.joinpath(*path.split("/"))
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            file.write(content)


def listed(paths: Sequence[str]) -> str:
    """Paths as a message shows them: printable, and not more than a few."""
    shown = ["".join(char if char.isprintable() and not "\ud800" <= char <= "\udfff" else "?" for char in path)[:120] for path in paths]
    return ", ".join(shown[:_SHOWN]) + (f" and {len(shown) - _SHOWN} more" if len(shown) > _SHOWN else "")


def _refusals(
    changes: Iterable[Change], assignments: Mapping[str, Assignment], course: Mapping[str, frozenset[str]]
) -> tuple[Message, ...]:
    """Sort what changed by what is wrong with it, a message for each sort."""
    asked = {id: _asked(assignment) for id, assignment in assignments.items()}
    wrong: dict[str, list[str]] = {}
    for change in changes:
        sort = _wrong(change, asked, course)
        if sort:
            wrong.setdefault(sort, []).append(change.path)
    return tuple(Message(reason.format(listed(wrong[sort])), help) for sort, (reason, help) in _SORTS.items() if sort in wrong)


_STRANGER = Message(
    "This work does not start from the course's repository: the two have no commit in common.",
    "Fork or clone the course's repository, put your files into it, and hand that in.",
)
_BACK = "Take the course's own version back (git checkout origin/main -- FILE, or git rm FILE if it is new), commit, and push again."
_SORTS = {
    "name": (
        "These names cannot be used: {}.",
        "Rename the files with plain letters, digits, - and _; then commit and push again.",
    ),
    "link": ("These are links, and links are not followed: {}.", "Commit the files themselves in their place."),
    "submodule": (
        "These are submodules, whose files are not in this repository: {}.",
        "Take them out (git rm --cached FOLDER, and delete .gitmodules), then add the files themselves.",
    ),
    "case": (
        "These names differ only in upper and lower case (or in how an accent is written) from the course's own: {}.",
        "Use exactly the folder and file names that the course handed out.",
    ),
    "deleted": (
        "These files were handed out and are deleted: {}.",
        "Put them back: git checkout origin/main -- FILE; then commit and push.",
    ),
    "protected": ("These files belong to the course and may not change in a hand-in: {}.", _BACK),
}
"""What can be wrong with a path, in the order in which it is told: reason and next step."""


def _wrong(change: Change, asked: Mapping[str, set[str]], course: Mapping[str, frozenset[str]]) -> str:
    """The sort of what is wrong with one change; empty when it is a student's own work."""
    parts = change.path.split("/")
    if change.status == "A" and _litter(parts):
        return ""
    top = [same(part) for part in parts[:2]]
    if len(parts) < 3 or parts[0] != "assignments" or parts[1] not in asked:
        folder = len(parts) > 1 and top[0] == "assignments" and top[1] in map(same, asked)
        return _kind_of(change) or ("case" if folder and len(parts) > 2 else "protected")
    inner = change.path.split("/", 2)[2]
    if change.path in course[parts[1]] and same(inner) not in asked[parts[1]]:
        return "protected"
    if any(part.startswith(_NEVER) for part in parts):
        return "protected"
    if any(part.startswith(".") for part in parts):
        return ""  # an editor's or a system's own files: not read, so not a matter
    if change.status == "D":
        return "deleted" if change.path in course[parts[1]] else ""
    if not all(_PLAIN.fullmatch(part) and part == part.strip(" ") and not part.endswith(".") for part in parts) or len(change.path) > 300:
        return "name"
    taken = {same(path) for path in course[parts[1]] if path != change.path}
    return _kind_of(change) or ("case" if same(change.path) in taken else "")


def _asked(assignment: Assignment) -> set[str]:
    """The files that students are asked to change, and the notebook that may stand for them."""
    return {same(name) for name in (*(part.kind.answer.partition(":")[0] for part in assignment.parts), f"{assignment.id}.ipynb")}


def _litter(parts: Sequence[str]) -> bool:
    """Whether a path is what systems and Python leave behind; it is never read."""
    return parts[-1].lower() in _LITTER or not _LITTER.isdisjoint(parts)


def _kind_of(change: Change) -> str:
    return {"120000": "link", "160000": "submodule"}.get(change.mode, "")


def _oddities(tree: Sequence[Entry]) -> tuple[Message, ...]:
    """What is wrong with a hand-in as a whole."""
    found = []
    groups: dict[str, list[str]] = {}
    for entry in tree:
        groups.setdefault(same(entry.path), []).append(entry.path)
    twins = [path for group in groups.values() if len(group) > 1 for path in group]
    if twins:
        reason, help = f"These names count as one on other computers: {listed(twins)}.", "Keep one of them, and rename the others."
        found.append(Message(reason, help))
    odd = [entry.path for entry in tree if entry.mode not in _REGULAR]
    if odd:
        found.append(Message(f"These are no ordinary files: {listed(odd)}.", "Commit ordinary files in their place."))
    if len(tree) > FILES:
        found.append(Message(f"There are {len(tree):,} files; at most {FILES:,} are read.", "Hand in only the files that you wrote."))
    large = [entry.path for entry in tree if entry.size > FILE_BYTES]
    if large or sum(entry.size for entry in tree) > ALL_BYTES:
        what = f"These files are too large: {listed(large)}" if large else "All files together are too large"
        help = "Take data and recorded outputs out of the commit, and push again."
        found.append(Message(f"{what}; {FILE_BYTES >> 20} MB a file and {ALL_BYTES >> 20} MB in all are read.", help))
    return tuple(found)


def _read(repository: Repository, id: str, tree: Sequence[Entry], assignment: Assignment, course: frozenset[str]) -> HandedIn:
    """The student's files: all that is there but what belongs to the course."""
    asked = _asked(assignment)
    prefix = f"assignments/{id}/"
    seen = [entry for entry in tree if not _litter(parts := entry.path.split("/")) and not any(part.startswith(".") for part in parts)]
    wanted = [entry for entry in seen if entry.path not in course or same(entry.path.removeprefix(prefix)) in asked]
    return HandedIn(id, {entry.path.removeprefix(prefix): content for entry, content in zip(wanted, repository.files(wanted), strict=True)})


def same(name: str) -> str:
    """The form in which two names count as one on disks that ignore case and composition.

    >>> same("Q1.PY") == same("q1.py")
    True
    """
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).casefold())
