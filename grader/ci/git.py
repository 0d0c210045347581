"""Read commits of a repository that strangers write to: objects only, nothing is checked out."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.errors import UsageError

SECONDS = 120
"""Wall time that one question to git may take."""
MOST_CHANGES = 20_000
"""Changed files of one commit that are looked at; a hand-in has a handful."""
_LISTING_BYTES = 64 << 20
_COMMITTED = re.compile(rb"^committer .* (\d{1,11}) [+-]\d{4}$", re.MULTILINE)
_COMMIT = re.compile(r"[0-9a-f]{40}([0-9a-f]{24})?")
_SETTINGS = ("core.hooksPath=/dev/null", "core.fsmonitor=false", "core.attributesFile=/dev/null", "protocol.allow=never")
_ENVIRONMENT = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "LC_ALL": "C",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of a commit, as its tree names it."""

    path: str
    """With lone surrogates where the name is not UTF-8."""
    mode: str
    """`100644` and `100755` are files, `120000` a link, `160000` a submodule."""
    blob: str
    size: int = 0
    """In bytes; 0 for a submodule."""


@dataclass(frozen=True, slots=True)
class Change:
    """One path that differs between two commits; a rename is a deletion and an addition."""

    path: str
    status: str
    """`A` added, `M` modified, `D` deleted, `T` turned into another kind of thing."""
    mode: str
    """After the change; `000000` for a deletion."""


def is_commit(text: str) -> bool:
    """Whether the text is a full commit id, and nothing else.

    >>> is_commit("a" * 40), is_commit("main"), is_commit("a" * 40 + "; rm -rf /")
    (True, False, False)
    """
    return _COMMIT.fullmatch(text) is not None


class Repository:
    """A Git repository whose commits are data.

    Only object-reading commands are used: no checkout, so neither hooks, filters (LFS), submodules nor links of a commit ever act.
    """

    def __init__(self, folder: Path) -> None:
        """Raises UsageError when there is no repository at or above `folder`."""
        self.folder = folder
        self._git("rev-parse", "--git-dir", wrong=f"{folder} is in no Git repository")

    def commit(self, ref: str) -> str:
        """The full id of a commit; raises UsageError for a name that is none."""
        words = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
        found = self._git(*words, wrong=f"there is no commit {ref!r} in {self.folder}")
        return found.decode("ascii", "replace").strip()

    def merge_base(self, base: str, head: str) -> str:
        """Where `head` left `base`; raises UsageError when they have nothing in common."""
        wrong = f"{head[:12]} and {base[:12]} have no commit in common; fetch more history, or start the work from the course's repository"
        return self._git("merge-base", "--end-of-options", base, head, wrong=wrong).decode("ascii", "replace").strip()

    def related(self, one: str, other: str) -> bool:
        """Whether two commits have an ancestor in common; raises UsageError when one of them is not there."""
        answer = self._ask("merge-base", "--end-of-options", one, other).returncode
        if answer > 1:
            raise UsageError(f"{one[:12]} or {other[:12]} is not in {self.folder}; fetch it first")
        return answer == 0

    def changes(self, before: str, after: str) -> tuple[Change, ...]:
        """What differs between two commits, in the order of the paths."""
        words = ("diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-ext-diff", "--no-textconv", "--full-index", "--end-of-options")
        fields = self._git(*words, before, after, wrong="the commits cannot be compared").split(b"\0")[:-1]
        if len(fields) > 2 * MOST_CHANGES:
            raise UsageError(f"more than {MOST_CHANGES:,} files differ; that is no hand-in")
        return tuple(_change(head, path) for head, path in zip(fields[::2], fields[1::2], strict=True))

    def tree(self, commit: str, folder: str) -> tuple[Entry, ...]:
        """All files below `folder` (with a `/` at its end) in a commit, in the order of the paths."""
        words = ("ls-tree", "-r", "-z", "-l", "--full-tree", "--end-of-options", commit, folder)
        listed = self._git(*words, wrong="the commit cannot be listed")
        return tuple(_entry(line) for line in listed.split(b"\0")[:-1])

    def files(self, entries: Sequence[Entry]) -> Iterator[bytes]:
        """The content of regular files, one after the other; bound their sizes first."""
        if not entries:
            return
        wanted = "".join(f"{entry.blob}\n" for entry in entries).encode()
        process = self._start("cat-file", "--batch", most=sum(entry.size for entry in entries) + 200 * len(entries), sends=wanted)
        at = 0
        for entry in entries:
            end = process.index(b"\n", at)
            _, kind, size = process[at:end].split(b" ")
            if kind != b"blob" or int(size) != entry.size:
                raise UsageError(f"git gave something else than the file {entry.path!r}")
            yield process[end + 1 : end + 1 + entry.size]
            at = end + 2 + entry.size

    def committed(self, commit: str) -> int | None:
        """When a commit was made, in seconds since 1970 UTC, as its maker's clock said; None when it does not say."""
        raw = self._git("cat-file", "commit", commit, wrong="the commit cannot be read")
        found = _COMMITTED.search(raw.partition(b"\n\n")[0])
        return int(found[1]) if found else None

    def branches(self) -> tuple[str, ...]:
        """All branches, here and of remotes, and the heads of pull requests that were fetched; symbolic ones left out."""
        listed = self._git("for-each-ref", "--format=%(refname) %(symref)", "refs/heads", "refs/remotes", "refs/pull", wrong="no branches")
        names = (line.split(" ") for line in listed.decode("utf-8", "surrogateescape").splitlines())
        return tuple(name for name, symbolic in names if not symbolic)

    def _git(self, *words: str, wrong: str) -> bytes:
        """Ask git something; raises UsageError with `wrong` when it does not answer."""
        return self._start(*words, most=_LISTING_BYTES, wrong=wrong)

    def _start(self, *words: str, most: int, sends: bytes = b"", wrong: str = "git failed") -> bytes:
        done = self._ask(*words, sends=sends)
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise UsageError(f"{wrong}" + (f"\n  git says: {said[-1][:200]}" if said else ""))
        if len(done.stdout) > most:
            raise UsageError(f"git's answer has more than {most:,} bytes ({words[0]})")
        return done.stdout

    def _ask(self, *words: str, sends: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        settings = [word for setting in _SETTINGS for word in ("-c", setting)]
        command = ["git", "--no-pager", *settings, "-C", os.fspath(self.folder), *words]
        environment = _ENVIRONMENT | {"PATH": os.environ.get("PATH", os.defpath)}
        try:
            return subprocess.run(command, input=sends, capture_output=True, env=environment, timeout=SECONDS, check=False)
        except FileNotFoundError:
            raise UsageError("git is not installed, and pull requests cannot be read without it") from None
        except subprocess.TimeoutExpired:
            raise UsageError(f"git did not answer within {SECONDS} seconds ({words[0]})") from None


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")


def _change(head: bytes, path: bytes) -> Change:
    _, mode, _, _, status = head.decode("ascii").split(" ")
    return Change(_text(path), status[0], mode)


def _entry(line: bytes) -> Entry:
    head, _, path = line.partition(b"\t")
    mode, _, blob, size = head.decode("ascii").split()
    return Entry(_text(path), mode, blob, int(size) if size.isdigit() else 0)
