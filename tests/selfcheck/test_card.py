"""The card of a check: in real notebooks, as HTML, as text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import nbclient
import nbformat
import pytest

import grader
from grader.catalogue import language
from grader.selfcheck import State, as_lines, check, open_workbook
from grader.selfcheck.card import Card

WRONG = "def softmax(x, axis=-1):\n    e = np.exp(x - x.max())\n    return e / e.sum(axis=0)"


@pytest.fixture
def notebook(folder):
    """Run cells in a notebook of the student's folder; the outputs of each cell come back."""

    def run(*cells):
        book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
        # Transport of the kernel's own choosing warns about encryption; nothing of ours is at stake on this machine.
        client = nbclient.NotebookClient(book, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(folder)}})
        client.execute()
        return [cell.outputs for cell in book.cells]

    return run


@pytest.mark.filterwarnings("ignore")
def test_a_notebook_shows_a_card_of_what_it_defines(notebook):
    outputs = notebook("import numpy as np\nfrom grader import check", WRONG, 'check("q4.softmax")')[-1]
    assert [output.output_type for output in outputs] == ["execute_result"], "shown once, and nothing is printed"
    card, text = outputs[0].data["text/html"], outputs[0].data["text/plain"]
    assert "softmax normalises over the wrong axis" in card
    assert "In [2]:3 |     return e / e.sum(axis=0)" in card
    assert "every row (last axis) must sum to 1; here the columns do" in text


@pytest.mark.filterwarnings("ignore")
def test_cells_are_neither_run_again_nor_mixed_up(notebook, right):
    cells = [
        "import numpy as np",
        WRONG,
        "def softmax(x, axis=-1:",  # a slip of the pen
        right,
        "from pathlib import Path\nPath('ran').write_text(str(int(Path('ran').read_text()) + 1 if Path('ran').exists() else 1))",
        'from grader import check; check("q4")',
        "Path('ran').read_text(), check('q4').passed",
    ]
    book = [cell for cell in cells if "1:" not in cell.partition("\n")[0]]
    outputs = notebook(*book)
    assert "Public checks: 4 of 4 pass." in outputs[-2][0].data["text/plain"]
    assert outputs[-1][0].data["text/plain"] == "('1', True)"


def test_files_are_checked_where_there_is_no_notebook(folder, right, monkeypatch):
    (folder / "q4.py").write_text(right)
    monkeypatch.chdir(folder)
    card = grader.check("q4")
    assert card.passed
    assert repr(card) == "\n".join(as_lines(check(open_workbook(folder), "q4")))


def test_it_prints_nothing(folder, monkeypatch, capsys):
    monkeypatch.chdir(folder)
    grader.check("q4.softmax")
    assert capsys.readouterr() == ("", "")


def test_both_forms_come_in_one_bundle(look):
    card = Card(look("q4"))
    assert card._repr_mimebundle_() == {"text/html": card._repr_html_(), "text/plain": repr(card)}


def test_the_card_says_what_the_text_says(look, right):
    card = Card(look("", **{"q4.py": right.replace("keepdims=True", "keepdims=False"), "answers.md": "## q5.width\n\n768/12 = 64\n"}))
    shown = _words(card._repr_html_())
    for line in repr(card).splitlines():
        for word in re.findall(r"[A-Za-z]{3,}", line.partition("|")[2] or line):
            assert word in shown, f"{word!r} of {line!r} is not on the card"


def test_everything_is_escaped(look):
    evil = '<script>alert("x")</script>'
    card = Card(look("q4.softmax", **{"q4.py": f"def softmax(x, axis=-1):\n    raise ValueError({evil!r})\n"}))._repr_html_()
    assert "<script" not in card
    assert "&lt;script&gt;" in card


def test_only_inline_style_and_no_outside_thing(look):
    tags = _Tags()
    tags.feed(Card(look(""))._repr_html_())
    assert {tag for tag, _ in tags.found} <= {"div", "p", "strong", "ul", "li", "span", "pre"}
    assert {name for _, attributes in tags.found for name in attributes} <= {
        "style",
        "role",
        "lang",
        "aria-hidden",
        "aria-label",
        "tabindex",
    }
    assert "url(" not in Card(look(""))._repr_html_()


def test_the_card_is_a_status_and_each_state_a_word_beside_its_colour(look, right):
    card = Card(look("q4", **{"q4.py": right.replace("x.max(axis=axis, keepdims=True)", "0")}))._repr_html_()
    assert card.startswith('<div role="status" lang="en"')
    assert re.search(r'<span style="color:#0b6e5f[^>]*><span aria-hidden="true">✓ </span>pass</span>', card)


def test_german(look):
    report = look("q4.softmax", **{"q4.py": "import numpy as np\n\n\n" + WRONG + "\n"})
    card = Card(report, tell=language("de"))
    assert 'lang="de"' in card._repr_html_()
    for shown in (repr(card), _words(card._repr_html_())):
        assert "FEHLER" in shown
        assert "verborgene Prüfungen laufen" in " ".join(shown.split())


@pytest.mark.parametrize(("address", "words"), [("q4.sofmax", "did you mean 'q4.softmax'"), ("?", "is no address")])
def test_what_cannot_be_checked_is_said_on_a_card(folder, monkeypatch, address, words):
    monkeypatch.chdir(folder)
    card = grader.check(address)
    assert words in repr(card)
    assert not card.passed
    assert 'role="status"' in card._repr_html_()


def test_an_unknown_language_is_said_on_a_card(folder, monkeypatch):
    monkeypatch.chdir(folder)
    assert "there is no language 'fr'; there are en, de" in repr(grader.check("q4", lang="fr"))


def test_a_check_inside_checked_code_starts_nothing(folder, right, monkeypatch):
    (folder / "q4.py").write_text(right + "\n\nfrom grader import check\n\ncheck('q4')\n")
    monkeypatch.chdir(folder)
    card = grader.check("q4")
    assert [part.state for part in card.report.parts] == [State.PASS, State.PASS]


def test_a_saved_notebook_with_checks_in_it_is_checked_without_them(folder, right):
    cells = ["import numpy as np", "from grader import check", right, 'check("q4")']
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    nbformat.write(book, folder / "hw.ipynb")
    assert [part.state for part in check(open_workbook(folder), "q4").parts] == [State.PASS, State.PASS]


def test_the_public_names_are_few():
    assert "check" in grader.__all__
    assert len(grader.__all__) <= 20


def _words(html: str) -> str:
    return re.sub(r"<[^>]+>", " ", html).replace("&#x27;", "'").replace("&quot;", '"').replace("&lt;", "<").replace("&gt;", ">")


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
