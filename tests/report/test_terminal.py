"""The class summary fits a terminal of any kind."""

import io
from dataclasses import replace
from typing import Any

import pytest
from rich.console import Console

from grader.report import summary
from grader.report.terminal import cells, fit


def printed(samples: Any, *, width: int, encoding: str = "utf-8", **options: Any) -> str:
    raw = io.BytesIO()
    console = Console(file=io.TextIOWrapper(raw, encoding=encoding), width=width, **options)
    console.print(summary(samples.classroom(), width=width))
    console.file.flush()
    return raw.getvalue().decode(encoding)


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_no_line_is_wider_than_the_terminal(samples: Any, width: int) -> None:
    assert all(cells(line) <= width for line in printed(samples, width=width).splitlines())


def test_it_works_without_unicode(samples: Any) -> None:
    text = printed(samples, width=80, encoding="ascii")
    assert "######" in text


def test_no_colour_when_none_is_wanted(samples: Any) -> None:
    assert "\x1b" not in printed(samples, width=80, force_terminal=True, no_color=True, color_system=None)


def test_colour_when_it_is_wanted(samples: Any) -> None:
    assert "\x1b[1" in printed(samples, width=80, force_terminal=True, color_system="standard")


def test_what_it_tells(samples: Any) -> None:
    text = str(summary(samples.classroom()))
    for said in (
        "7 submissions",
        "What went wrong most",
        "softmax over the wrong axis",
        "Needs a person",
        "Broken: ours to mend",
        "mean 23.80",
    ):
        assert said in text


def test_a_hostile_name_reaches_no_terminal(samples: Any) -> None:
    assert "\x1b[31m" not in str(summary(samples.classroom()))


def test_an_empty_class(samples: Any) -> None:
    assert "No submission was found." in str(summary(replace(samples.classroom(), results=())))


def test_wide_characters_take_two_columns() -> None:
    assert fit("日本語日本語", 7) == "日本語…"
