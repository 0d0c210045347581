"""Pages are well-formed, self-contained and safe."""

from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest

from grader.report import class_files, student_files

NAMES = ["wrong-axis", "final", "provisional", "hostile", "perfect", "empty", "ours"]
VOID = {"meta", "br", "input", "link", "img", "hr"}
EMPTY_SVG = {"rect", "use", "path", "circle", "line"}


class Page(HTMLParser):
    """Reads a page strictly enough to notice an unclosed or foreign tag."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: Counter[str] = Counter()
        self.ids: Counter[str] = Counter()
        self.links: list[str] = []
        self.attributes: Counter[str] = Counter()
        self.headings: list[int] = []
        self.wrong: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        if tag not in VOID:
            self.open.append(tag)
        if tag in ("h1", "h2", "h3", "h4"):
            self.headings.append(int(tag[1]))
        for name, value in attrs:
            self.attributes[name] += 1
            if name == "id":
                self.ids[value or ""] += 1
            if name in ("href", "src"):
                self.links.append(value or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def pages(samples: Any) -> dict[str, str]:
    found = {name: student_files(samples.by_name[name], samples.assignment)["report.html"].decode() for name in NAMES}
    return found | {"class": class_files(samples.classroom(), samples.assignment)["index.html"].decode()}


@pytest.fixture(scope="module")
def read(samples: Any) -> dict[str, Page]:
    return {name: Page(text) for name, text in pages(samples).items()}


@pytest.mark.parametrize("name", [*NAMES, "class"])
def test_every_tag_is_closed(read: dict[str, Page], name: str) -> None:
    assert (read[name].open, read[name].wrong) == ([], [])


@pytest.mark.parametrize("name", [*NAMES, "class"])
def test_ids_are_unique(read: dict[str, Page], name: str) -> None:
    assert [one for one, count in read[name].ids.items() if count > 1] == []


@pytest.mark.parametrize("name", [*NAMES, "class"])
def test_headings_are_in_order(read: dict[str, Page], name: str) -> None:
    levels = read[name].headings
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("name", [*NAMES, "class"])
def test_nothing_runs_and_nothing_is_fetched(read: dict[str, Page], name: str) -> None:
    page = read[name]
    assert not {"script", "iframe", "object", "embed", "link", "img", "form", "base"} & set(page.tags)
    assert not [attribute for attribute in page.attributes if attribute.startswith("on")]
    assert not [link for link in page.links if "//" in link or ":" in link]


@pytest.mark.parametrize("name", NAMES)
def test_every_link_of_a_report_has_its_place(read: dict[str, Page], name: str) -> None:
    page = read[name]
    assert [link for link in page.links if link[1:] not in page.ids] == []


@pytest.mark.parametrize("name", [*NAMES, "class"])
def test_the_policy_forbids_everything_else(samples: Any, name: str) -> None:
    assert "content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\"" in pages(samples)[name]


def test_hostile_text_is_shown_not_run(samples: Any) -> None:
    page = pages(samples)["hostile"]
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "\x1b" not in page
    assert "\u202e" not in page


def test_prompts_hold_their_formulas(samples: Any) -> None:
    page = pages(samples)["wrong-axis"]
    assert "<msqrt>" in page
    assert "<mfrac>" in page


def test_anchors_are_the_addresses(read: dict[str, Page]) -> None:
    assert {"q4.softmax", "q1.why_not_linear", "q2.max_slope", "q4"} <= set(read["wrong-axis"].ids)
