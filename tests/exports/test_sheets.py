"""Other people's files: what is read, what is refused, what stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import UsageError
from grader.exports import read_sheet

CELLS = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=12)


@pytest.mark.parametrize("name", ["canvas", "moodle", "blackboard", "european"])
def test_a_file_that_is_only_read_stays_byte_for_byte(name, request):
    content = request.getfixturevalue(name)
    assert read_sheet(content, "x.csv").with_cells({}) == content


def test_a_changed_cell_keeps_its_quotes_and_its_neighbours(canvas):
    sheet = read_sheet(canvas, "x.csv")
    changed = sheet.with_cells({(3, 5): "8.25"})
    assert changed == canvas.replace(b",7.00,", b",8.25,")


def test_quotes_within_quotes_are_read(canvas):
    assert read_sheet(canvas, "x.csv").rows[3].cells[4].value == 'Section "A"'


def test_a_value_that_needs_quotes_gets_them(european):
    assert b'"a;b"' in read_sheet(european, "x.csv").with_cells({(1, 0): "a;b"})


def test_lines_are_counted_over_breaks_within_cells():
    sheet = read_sheet(b'a,b\n"one\ntwo",3\nx,y\n', "x.csv")
    assert [row.cells[0].line for row in sheet.rows] == [1, 2, 4]


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=5))
def test_what_was_quoted_is_read_back(rows):
    text = "first,second\n" + "".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n" for row in rows)
    sheet = read_sheet(text.encode(), "x.csv")
    assert [[cell.value for cell in row.cells] for row in sheet.rows[1:]] == rows
    assert sheet.with_cells({}) == text.encode()


@given(st.binary(max_size=60))
def test_any_bytes_are_a_sheet_or_a_clear_refusal(content):
    try:
        sheet = read_sheet(content, "x.csv")
    except UsageError:
        return
    assert sheet.with_cells({}) == content


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "x.csv is empty"),
        (b"\n\n", "x.csv is empty"),
        ("name\nJos\xe9\n".encode("latin-1"), "x.csv is not UTF-8 text (byte 9)"),
        (b"a,b\n1\x00,2\n", "zero bytes"),
        (b'a,b\n"1,2\n', "x.csv:2: a quote opens here and never closes"),
        (b"a,b\n1,2,3\n", "x.csv:2: this row has 3 cells, and the header has 2"),
        (b"a,a\n1,2\n", "x.csv:1: the column 'a' stands there twice"),
        (b"x" * 50_000_001, "larger than 50 MB"),
    ],
)
def test_what_is_no_table_is_refused_with_the_line(content, sentence):
    with pytest.raises(UsageError) as caught:
        read_sheet(content, "x.csv")
    assert sentence in str(caught.value)
