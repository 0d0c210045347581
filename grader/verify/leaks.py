"""Prove that nothing secret stands in what is published."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import Path

from grader.verify.findings import Finding
from grader.verify.published import Leaf, published_leaves, readings

WORDS = 8
"""So many words in a row are a quotation; shorter runs are phrases of the subject."""
TOKENS = 14
"""So many names, numbers and signs of a program in a row; shorter runs are idioms of the language."""
TOLD = 50
"""Findings after which the rest is counted."""

_CANARY = re.compile(r"(?i)\bcanary[-_][0-9a-z]{8,}")
_WORD = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"[^\W\d]\w*|\d+(?:\.\d+)?(?:e[-+]?\d+)?|[^\w\s`]")  # Markdown's ticks are layout
_NUMBER = re.compile(r"(?<![\w.])[-+]?(\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?(?![\w])", re.IGNORECASE)
_DIGITS, _MOST_DIGITS = 5, 9
"""A shorter number may stand anywhere; beyond so many digits, rounding differs."""
_Gram = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Run:
    """A stretch of published text that stands in a secret file."""

    secret: str
    start: int
    end: int


def leaks(
    secret_files: Iterable[Path],
    published: Path,
    *,
    public: Iterable[Path] = (),
    shown: Iterable[str] = (),
    values: Iterable[tuple[str, float]] = (),
) -> tuple[Finding, ...]:
    """Search everything below `published` (a folder, an archive or a file) for what stands in the secret files; nothing found is a proof.

    A canary (`canary-` and eight or more letters or digits) of a secret file may stand nowhere. Eight words in a row, or fourteen names,
    numbers and signs, may stand there only if the `public` files (or folders) or the texts in `shown` hold them too: stubs, prompts,
    titles and hints are read by students anyway. `values` are hidden numbers with the name of where they come from; one with five or more
    significant digits may stand nowhere. Layout, letter case, tags of a page, cells of a notebook and archives hide nothing.

    Fails closed: a file that cannot be looked into is a finding, and so is a secret file that is not there or cannot be read.
    """
    findings: list[Finding] = []
    secrets = Secrets()
    for path, texts in read(secret_files, findings):
        for text in texts:
            secrets.add(str(path), text)
    for _, texts in read(public, findings):
        for text in texts:
            secrets.forget(text)
    for text in shown:
        secrets.forget(quoted(text))
    for name, value in values:
        secrets.add_value(name, value)
    if not published.exists():
        findings.append(Finding("leaks", str(published), "it is not there, so nothing is proven", "publish first"))
    else:
        for leaf in published_leaves(published):
            findings.extend(secrets.search(leaf))
    if len(findings) > TOLD:
        rest = Finding("leaks", str(published), f"and {len(findings) - TOLD} more places", "mend the first ones and look again")
        return (*findings[:TOLD], rest)
    return tuple(findings)


def quoted(text: str) -> str:
    """A title or hint with the quotes around it, which belong to it where it stands in a program and in a JSON document.

    >>> quoted("One row.")
    '"One row."'
    """
    return f'"{text}"'


def read(paths: Iterable[Path], findings: list[Finding]) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """The files, and those below the folders, each with its readings; one that cannot be read is told."""
    for path in (inner for given in paths for inner in _below(given)):
        try:
            texts = readings(path.name, path.read_bytes())
        except OSError as error:
            why = error.strerror or type(error).__name__
            findings.append(
                Finding("leaks", str(path), f"cannot be read ({why}), so it cannot be searched for", "name files that are there")
            )
            continue
        if not texts:
            findings.append(Finding("leaks", str(path), "is no text, so it cannot be searched for", "keep secrets as text"))
        yield path, texts


def _below(path: Path) -> list[Path]:
    """A file itself, or all files of a folder but Python's own caches."""
    if not path.is_dir():
        return [path]
    return sorted(inner for inner in path.rglob("*") if inner.is_file() and "__pycache__" not in inner.parts)


class Secrets:
    """What must not be published: runs of words and tokens, canaries, numbers, each with the place that it comes from."""

    def __init__(self) -> None:
        self._grams: dict[_Gram, str] = {}
        self._public: set[_Gram] = set()
        self._only_secret: dict[_Gram, str] | None = None
        """The grams without the public ones, made when first needed: most texts hold none of them."""
        self._canaries: dict[str, str] = {}
        self._numbers: dict[str, list[tuple[str, float]]] = {}

    def add(self, name: str, text: str) -> None:
        """Take in a secret text; `name` says where it stands."""
        self._only_secret = None
        line_of = _Lines(text)
        for pattern, size, least in _FAMILIES:
            starts = (found.start() for found in pattern.finditer(text.casefold()))
            for start, gram in zip(starts, _grams(text, pattern, size), strict=False):
                if _says_something(gram, least):
                    self._grams.setdefault(gram, f"{name}:{line_of(start)}")
        for found in _CANARY.finditer(text):
            self._canaries.setdefault(found[0].lower(), f"{name}:{line_of(found.start())}")

    def add_value(self, name: str, value: float) -> None:
        """Take in a hidden number."""
        self._numbers.setdefault(_rounded(value), []).append((name, value))

    def forget(self, text: str) -> None:
        """What this text says is no secret (canaries stay)."""
        self._public |= _grams_of(text)
        self._only_secret = None

    def search(self, leaf: Leaf, own: Iterable[str] = ()) -> Iterator[Finding]:
        """Tell what the published file gives away, once for each secret file; what the texts in `own` say is the reader's own."""
        if leaf.trouble:
            yield Finding("leaks", leaf.place, f"{leaf.trouble}, so it may hold anything", "leave it out, or publish it as text")
        yield from self._canaries_in(leaf)
        told: set[str] = set()
        if self._only_secret is None:
            self._only_secret = {gram: source for gram, source in self._grams.items() if gram not in self._public}
        open_to_all = self._public.union(*map(_grams_of, own))
        for number, text in enumerate(leaf.texts):
            line_of = _Lines(text)
            for run in _runs(text, self._only_secret, open_to_all):
                file = _file(run.secret)
                if file in told:
                    continue
                told.add(file)
                place = leaf.place if number else f"{leaf.place}:{line_of(run.start)}"
                quoted = " ".join(text[run.start : run.end].split())
                words = quoted if len(quoted) <= 90 else quoted[:89] + "…"
                yield Finding("leaks", place, f"holds what stands in {run.secret}: “{words}”", "take it out, or make it public on purpose")
            yield from self._numbers_in(leaf.place, text, told)

    def _canaries_in(self, leaf: Leaf) -> Iterator[Finding]:
        raw = leaf.raw.lower()
        texts = [unicodedata.normalize("NFKC", text).lower() for text in leaf.texts] if self._canaries else []
        for canary, source in self._canaries.items():
            if canary.encode() in raw or any(canary in text for text in texts):
                yield Finding("leaks", leaf.place, f"holds {canary}, which was planted in {source}", "publish nothing of that file")

    def _numbers_in(self, place: str, text: str, told: set[str]) -> Iterator[Finding]:
        for found in _NUMBER.finditer(text) if self._numbers else ():
            digits = len(re.sub(r"e.*|\D", "", found[0], flags=re.IGNORECASE).strip("0"))
            if digits < _DIGITS or found[0] in told:
                continue
            digits = min(digits, _MOST_DIGITS)
            shown = _rounded(float(found[0]), digits)
            for name, value in self._numbers.get(_rounded(float(found[0])), ()):
                # Five digits may agree by chance: all that are shown must.
                if _rounded(value, digits) == shown and found[0] not in told:
                    told.add(found[0])
                    yield Finding("leaks", place, f"shows {found[0]}, a hidden value of {name}", "show students no hidden value")


def _rounded(value: float, digits: int = _DIGITS) -> str:
    """The value to so many significant digits, its sign dropped: as a message would print it."""
    return f"{abs(value):.{digits - 1}e}"


_FAMILIES = ((_WORD, WORDS, 3), (_TOKEN, TOKENS, 5))
"""Words, and tokens of a program: what one is, how many make a gram, and how many different names must stand in it."""


def _grams(text: str, pattern: re.Pattern[str], size: int) -> Iterator[_Gram]:
    """All runs of `size` items, in order."""
    items = pattern.findall(text.casefold())
    return zip(*(items[first:] for first in range(size)), strict=False)


def _grams_of(text: str) -> set[_Gram]:
    return {gram for pattern, size, _ in _FAMILIES for gram in _grams(text, pattern, size)}


def _says_something(gram: _Gram, least: int) -> bool:
    """A ruler of signs, or one word over and over, is no quotation."""
    return len({word for word in gram if word[0].isalnum() or word[0] == "_"}) >= least


def _runs(text: str, secret: Mapping[_Gram, str], public: Set[_Gram]) -> Iterator[_Run]:
    """Overlapping hits are one quotation; it counts when half a gram of it stands in no public run of words.

    So a public sentence with one more word before it, as in a list of titles, is no secret.
    """
    for pattern, size, _ in _FAMILIES:
        grams = list(_grams(text, pattern, size))
        if secret.keys().isdisjoint(grams):
            continue
        covered: set[int] = set()
        runs: list[tuple[int, int, str]] = []
        for first, gram in enumerate(grams):
            if gram in public:
                covered.update(range(first, first + size))
            elif (source := secret.get(gram)) is not None:
                if runs and first <= runs[-1][1] and _file(runs[-1][2]) == _file(source):
                    runs[-1] = (runs[-1][0], first + size, runs[-1][2])
                else:
                    runs.append((first, first + size, source))
        spans = [found.span() for found in pattern.finditer(text.casefold())]
        for first, end, source in runs:
            if sum(number not in covered for number in range(first, end)) * 2 >= size:
                yield _Run(source, spans[first][0], spans[end - 1][1])


def _file(source: str) -> str:
    return source.rpartition(":")[0]


class _Lines:
    """Line numbers by place in a text."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def __call__(self, place: int) -> int:
        return bisect_right(self._starts, place)
