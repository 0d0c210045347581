"""Which part a heading names, however it is written."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from grader.collect.asked import Asked

_ATX = re.compile(r" {0,3}#{1,6}[ \t]*")
_BOLD = re.compile(r" {0,3}(\*\*\*?|___?)(?![ \t])(.+?)\1[ \t]*((?:[:.)]|[–—-](?=\s))?)[ \t]*(.*)$")
_ESCAPE = re.compile(r"\\([^A-Za-z0-9\s])")
_WORDS = re.compile(r"[^\W_]+")
_DOTTED = re.compile(r"([^\W_]+)[ \t]*[.\s_:/-][ \t]*([\w-]+)")
_REST = " \t:).]–—-*_`\"'|"
_FRAME = " \t*_`[]()\"'"
_NEAR = 0.78
_LONGEST_LIST = 300
_MOST_GUESSES = 200
_WORDS_OF_TITLE = 6
_QUOTED = re.compile(r" {0,3}>[ \t]{0,3}(?=#{1,6}[ \t]|\*\*|<h[1-6])", re.IGNORECASE)
_TAGGED = re.compile(r" {0,3}<h[1-6](?:\s[^<>\n]{0,80})?>(.{1,200}?)</h[1-6]>[ \t]*$", re.IGNORECASE)
_CELL = re.compile(r"(?<!\\)\|")
_JOINED = re.compile(r"(?:[\s,;&+/]|and|und|,)*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that names a part or a question."""

    part: str = ""
    """Local address of a part, written or code; empty for the heading of a whole question."""
    question: str = ""
    rest: str = ""
    """What stands behind the name in the same line."""
    plain: bool = False
    """Not marked up as a heading: `rest` belongs to the answer."""
    instead_of: str = ""
    """What the student wrote, when it is not quite the part's name."""
    also: tuple[str, ...] = ()
    """Other parts that the heading names: "q4.d_head and q4.qkv_parameters"."""


def squeeze(text: str) -> str:
    """Letters and digits only, in lower case: the form in which names are compared.

    >>> squeeze("Q2_Scalar: ")
    'q2scalar'
    """
    return "".join(_WORDS.findall(text)).casefold()


class Headings:
    """Recognises the headings of one assignment."""

    def __init__(self, asked: Asked) -> None:
        self._guesses = 0
        self._written = asked.written
        self._all = {f"{part.address.question}.{part.address.part}".lower(): part for part in asked.parts}
        self._local = {low: f"{part.address.question}.{part.address.part}" for low, part in self._all.items()}
        # Written parts come last, so that they win where two names squeeze into one.
        ordered = sorted(self._local, key=lambda low: self._local[low] in asked.written)
        self._squeezed = {squeeze(low): self._local[low] for low in ordered}
        self._questions = {question.id.lower(): question.id for question in asked.questions}
        self._question_titles = {squeeze(question.title): question.id for question in asked.questions if squeeze(question.title)}
        self._numbers = {re.sub(r"\D", "", question.id) or str(n): question.id for n, question in enumerate(asked.questions, 1)}
        self._words = _unique((part.address.part, self._local[low]) for low, part in self._all.items())
        self._titles = _unique((part.title, self._local[low]) for low, part in self._all.items())
        ids = "|".join(re.escape(low) for low in sorted(self._local, key=len, reverse=True)) or "(?!)"
        self._exact = re.compile(rf"(?<![\w.])({ids})(?![\w-]*\w)", re.IGNORECASE)
        questions = "|".join(re.escape(low) for low in self._questions) or "(?!)"
        self._start = re.compile(rf"[ \t]{{0,3}}[(\[*_`\"]{{0,3}}(?:{questions})", re.IGNORECASE)
        self._bullet = re.compile(rf" {{0,3}}(?:[-*+]|\d{{1,2}}[.)])[ \t]{{1,4}}(?=[(\[*_`\"]{{0,3}}(?:{questions}))", re.IGNORECASE)
        self._label = re.compile(
            rf"(?:(?P<id>{questions})|(?:question|q|problem|exercise|task|aufgabe|frage)\W{{0,2}}(?P<number>\d{{1,2}}))(?!\w)",
            re.IGNORECASE,
        )

    def is_plain_part(self, line: str) -> bool:
        """Whether a line is beyond doubt a heading of a part: `## q2.scalar`."""
        found = _ATX.match(line) if line.lstrip(" ").startswith("#") else None
        return bool(found and self._exact.match(line[found.end() :].strip(_FRAME)))

    def read(self, line: str) -> Heading | None:
        """Recognise a line; None for ordinary text.

        Raises nothing, whatever the line holds.
        """
        if quoted := _QUOTED.match(line):
            line = line[quoted.end() :]
        start = line.lstrip(" ")[:1]
        if start == "<":
            return self._marked(_clean(found[1].strip())) if (found := _TAGGED.match(line)) else None
        if start == "|":
            return self._row(line)
        if start == "#":
            found = _ATX.match(line)
            return self._marked(_clean(line[found.end() :].strip().rstrip("#"))) if found else None
        if start in ("*", "_") and (found := _BOLD.match(line[:400])):
            heading = self._marked(_clean(found[2]), bold=True)
            if heading and not found[4]:
                return heading
            if heading and heading.part and not heading.rest:
                return Heading(heading.part, heading.question, line[found.start(4) :].strip(), plain=True, instead_of=heading.instead_of)
        if bullet := self._bullet.match(line):
            item = self.read(line[bullet.end() :])  # `- **q2.max_slope**: 0.25`; without words behind it, it is an item of a list
            return item if item and item.part and item.plain and item.rest else None
        return self._plain(line) if self._start.match(line) else None

    def _marked(self, text: str, *, bold: bool = False) -> Heading | None:
        """A line marked up as a heading."""
        if (found := self._exact.match(text)) or (not bold and (found := self._single(text))):
            return self._exactly(text, found)
        whole = squeeze(text)
        if whole in self._question_titles:
            return Heading(question=self._question_titles[whole])
        label = self._label.match(text)
        if label and squeeze(text[label.end() :]) in ("", *self._question_titles) and (question := self._question_of(label)):
            return Heading(question=question)
        heading = self._loosely(text) or self._misspelt(text)
        if heading or bold:
            return heading
        if whole in self._titles or whole in self._words:
            return self._of(self._titles.get(whole) or self._words[whole])
        return (
            Heading(question=question, rest=text[label.end() :].strip(_REST)) if label and (question := self._question_of(label)) else None
        )

    def _single(self, text: str) -> re.Match[str] | None:
        """The only address in a heading such as `Answer to q2.scalar`."""
        found = list(self._exact.finditer(text[:200]))
        return found[0] if len({match[1].lower() for match in found}) == 1 and len(text[: found[0].start()].split()) <= 3 else None

    def _exactly(self, text: str, found: re.Match[str]) -> Heading:
        local = self._local[found[1].lower()]
        if local not in self._written and (other := self._loosely(text)) and other.part in self._written:
            return other  # `q2.collapse - why`: the code part q2.collapse is not answered here, q2.collapse_why is
        rest = text[found.end() :].lstrip(f"{_REST}=").strip()
        others = tuple(self._local[other[1].lower()] for other in self._exact.finditer(rest[:_LONGEST_LIST]))
        if others and _JOINED.fullmatch(self._exact.sub(" ", rest[:_LONGEST_LIST])):
            return Heading(local, local.partition(".")[0], also=others)
        return self._of(local, rest)

    def _row(self, line: str) -> Heading | None:
        """A row of a table whose first cell is a part's address: the other cells are the answer."""
        cells = [cell.strip() for cell in _CELL.split(line.strip().strip("|"))]
        found = self._exact.fullmatch(_clean(cells[0])) if len(cells) > 1 else None
        if not found or not any(cells[1:]):
            return None
        local = self._local[found[1].lower()]
        return Heading(local, local.partition(".")[0], " ".join(cell for cell in cells[1:] if cell), plain=True)

    def _of(self, local: str, rest: str = "", instead_of: str = "") -> Heading:
        return Heading(local, local.partition(".")[0], rest, instead_of=instead_of)

    def _loosely(self, text: str) -> Heading | None:
        """Other separators: `q2 scalar`, `Q2_scalar`, `Q4: d_head = 64`."""
        words = list(_WORDS.finditer(text[:120]))[:_WORDS_OF_TITLE]
        keys = ["".join(word[0] for word in words[: n + 1]).casefold() for n in range(len(words))]
        for n in range(len(words) - 1, -1, -1):
            if keys[n] in self._squeezed:
                return self._of(self._squeezed[keys[n]], text[words[n].end() :].lstrip(_REST).strip())
        return None

    def _misspelt(self, text: str) -> Heading | None:
        """A near miss such as `q2.scaler`, told to the student."""
        found = _DOTTED.match(text[:120])
        question = found and self._questions.get(found[1].lower())
        if not found or not question:
            return None
        word, rest = found[2].casefold(), text[found.end() :].lstrip(_REST).strip()
        written = {local.partition(".")[2].casefold(): local for local in self._local.values() if local.startswith(f"{question}.")}
        self._guesses += 1
        if self._guesses > _MOST_GUESSES:
            return None  # nobody misspells this often, and every guess takes its time
        nearest = difflib.get_close_matches(word, written, n=2, cutoff=_NEAR) if len(word) >= 3 else []
        if nearest:
            return self._of(written[nearest[0]], rest, instead_of=found[0])
        elsewhere = self._words.get(squeeze(word))
        return self._of(elsewhere, rest, instead_of=found[0]) if elsewhere and "." in found[0] else None

    def _plain(self, line: str) -> Heading | None:
        """A line that is no Markdown heading: `q2.scalar) ...`, `q2.scalar: ...`, or the address alone."""
        text = _ESCAPE.sub(r"\1", line).lstrip(' \t([*_`"')
        found = self._exact.match(text)
        heading = self._of(self._local[found[1].lower()]) if found else None
        tail = text[found.end() :] if found else ""
        if not found:
            words = re.match(r"([\w .-]{2,60}?)[)\]*`\"]*[ \t]*(?:[):]|$)", text)
            local = self._squeezed.get(squeeze(words[1])) if words else None
            if not words or not local:
                return None
            heading, tail = self._of(local), text[words.end() - 1 if words[0][-1:] in "):" else words.end() :]
        mark = re.match(r"[)\]*_`\"]*[ \t]*(?:[):=\]–—]|\.(?=\s)|-(?=\s)|$)[)\]*_`\"]*", tail)
        if heading is None or mark is None:
            return None
        return Heading(heading.part, heading.question, tail[mark.end() :].strip(), plain=True)

    def _question_of(self, label: re.Match[str] | None) -> str:
        if label is None:
            return ""
        return self._questions[label["id"].lower()] if label["id"] else self._numbers.get(label["number"].lstrip("0"), "")


def _clean(text: str) -> str:
    """Take Markdown's own marks off a heading."""
    return _ESCAPE.sub(r"\1", text).replace("`", "").replace("**", "").strip().strip("*[(\"'").strip()


def _unique(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Squeezed names that stand for one part only."""
    found: dict[str, str] = {}
    twice: set[str] = set()
    for name, local in pairs:
        key = squeeze(name)
        if found.setdefault(key, local) != local:
            twice.add(key)
    return {key: local for key, local in found.items() if key and key not in twice}
