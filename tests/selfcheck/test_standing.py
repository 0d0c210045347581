"""When the work is due, and what was submitted last."""

from types import SimpleNamespace

import pytest

from grader.catalogue import language
from grader.model import Moment
from grader.selfcheck.standing import LOG, remember, standing

DUE = Moment(1_000_000, "2026-11-20 23:59 CET")


@pytest.fixture
def workbook(tmp_path):
    return SimpleNamespace(folder=tmp_path, record=SimpleNamespace(due=DUE))


def told(workbook, now=0):
    return " ".join(standing(workbook, now).sentences())


def test_before_the_first_submission(workbook):
    assert told(workbook, DUE.seconds - 3 * 86400 - 4 * 3600) == "Your last submission: none. Due in 3 d 4 h (2026-11-20 23:59 CET)."


def test_on_the_last_day(workbook):
    assert "Due in 1 h 5 min" in told(workbook, DUE.seconds - 3900)


def test_when_it_is_over(workbook):
    assert told(workbook, DUE.seconds + 1).endswith("It was due 2026-11-20 23:59 CET.")


def test_without_a_date(workbook):
    workbook.record.due = None
    assert told(workbook) == "Your last submission: none."


def test_what_was_packed_is_remembered(workbook):
    remember(workbook.folder, "2026-11-19 22:10 UTC", "AB12-CD34")
    assert told(workbook).startswith("Your last submission: 2026-11-19 22:10 UTC, receipt AB12-CD34.")


@pytest.mark.parametrize("content", ["", "[]", '{"submitted": 3}', "{", '{"submitted": "a\\u001b[31m"}', "[" * 9000])
def test_a_damaged_log_counts_as_none(workbook, content):
    (workbook.folder / LOG).parent.mkdir()
    (workbook.folder / LOG).write_text(content)
    assert told(workbook).startswith("Your last submission: none.")


def test_in_german(workbook):
    _, due = standing(workbook, 0).sentences()
    assert language("de").of(due).startswith("Fällig in 11 T 13 Std")
