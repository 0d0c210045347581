"""Nothing secret gets past the search, and nothing public is taken for a secret."""

import base64
import json
import zipfile
from io import BytesIO

import pytest

from grader.verify import leaks

SECRET = '''"""Reference."""

def area(shape, scale):
    # canary-0123456789ab
    width, height = shape[0] * scale, shape[1] * scale
    return round(width * height / 2, 3) if width else 0.0
'''
PROSE = "A triangle has half the area of the rectangle that it was cut out of, always and everywhere."
STUB = '"""Fill in."""\n\ndef area(shape, scale):\n    raise NotImplementedError\n'
LINE = "    width, height = shape[0] * scale, shape[1] * scale\n    return round(width * height / 2, 3)\n"


@pytest.fixture
def secret(tmp_path):
    folder = tmp_path / "solutions"
    folder.mkdir()
    (folder / "q1.py").write_text(SECRET)
    (folder / "answers.md").write_text(f"## q1.why\n\n{PROSE}\n")
    return folder


@pytest.fixture
def release(tmp_path):
    folder = tmp_path / "release"
    folder.mkdir()
    (folder / "q1.py").write_text(STUB)
    return folder


def places(found):
    return [finding.place for finding in found]


def test_a_clean_release_is_clean(secret, release):
    assert leaks([secret], release, public=[release]) == ()


def test_code_of_the_reference_is_found_with_file_and_line(secret, release):
    (release / "q1.py").write_text(STUB + LINE)
    (found,) = leaks([secret], release)
    assert found.place == "release/q1.py:5"
    assert f"{secret}/q1.py:5" in found.problem
    assert found.help == "take it out, or make it public on purpose"


def test_neither_layout_nor_letter_case_hides_it(secret, release):
    (release / "notes.md").write_text(PROSE.upper().replace(" ", "\n  * "))
    assert places(leaks([secret], release)) == ["release/notes.md:1"]


def test_tags_of_a_page_do_not_hide_it(secret, release):
    (release / "report.html").write_text("<p>" + "</b> <b>".join(PROSE.split()) + "</p>")
    assert places(leaks([secret], release)) == ["release/report.html"]


def test_lines_of_a_notebook_cell_are_read_together(secret, release):
    cell = {"cell_type": "code", "source": [word + "\n" for word in LINE.split()]}
    (release / "hw.ipynb").write_text(json.dumps({"cells": [cell]}))
    assert places(leaks([secret], release)) == ["release/hw.ipynb"]


def test_base64_does_not_hide_it(secret, release):
    (release / "data.txt").write_text(base64.b64encode(PROSE.encode()).decode())
    assert places(leaks([secret], release)) == ["release/data.txt"]


def test_an_archive_in_an_archive_is_opened(secret, release):
    inner = BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("solution.py", SECRET)
    with zipfile.ZipFile(release / "all.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("more.zip", inner.getvalue())
    assert set(places(leaks([secret], release))) >= {"release/all.zip!more.zip!solution.py:1"}


def test_a_canary_may_stand_nowhere_even_if_public(secret, release):
    (release / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0CANARY-0123456789AB\0")
    (found,) = leaks([secret], release, public=[release])
    assert found.place == "release/picture.png"
    assert "canary-0123456789ab" in found.problem


def test_what_students_read_anyway_is_no_secret(secret, release):
    (release / "README.md").write_text(PROSE)
    assert leaks([secret], release, public=[release / "README.md"]) == ()
    assert leaks([secret], release, shown=[PROSE]) == ()
    assert leaks([secret], release) != ()


def test_idioms_are_no_secret(secret, release):
    (secret / "more.py").write_text("for i in range(n):\n    total += x[i]\nif __name__ == '__main__':\n    main()\n")
    (release / "demo.py").write_text("for i in range(n):\n    total += y[i]\nif __name__ == '__main__':\n    run()\n")
    assert leaks([secret], release) == ()


def test_hidden_values_are_found_however_they_are_rounded(secret, release):
    (release / "report.md").write_text("You gave 0.48213 there, and 3.0 and 0.48 here.\n")
    (found,) = leaks([secret], release, values=[("q1.area[big-01]", -0.482129764), ("q1.area[big-01]", 3.0)])
    assert "shows 0.48213, a hidden value of q1.area[big-01]" in found.problem


@pytest.mark.parametrize("content", [b"\0\1\2\3binary", b"\x1f\x8b\x08gzip", b"PK\x03\x04damaged"])
def test_what_cannot_be_looked_into_is_a_finding(content, secret, release):
    (release / "blob").write_bytes(content)
    (found,) = leaks([secret], release)
    assert found.place == "release/blob"
    assert "so it may hold anything" in found.problem


def test_a_link_is_a_finding(secret, release):
    (release / "link.py").symlink_to(secret / "q1.py")
    (found,) = leaks([secret], release)
    assert "it is a link" in found.problem


def test_nothing_published_proves_nothing(secret, tmp_path):
    (found,) = leaks([secret], tmp_path / "nowhere")
    assert "nothing is proven" in found.problem


def test_a_secret_file_that_is_not_there_is_a_finding(secret, release):
    (found,) = leaks([secret / "lost.py"], release)
    assert "cannot be searched for" in found.problem


def test_many_places_are_counted(secret, release):
    for number in range(60):
        (release / f"note{number}.md").write_text(PROSE)
    found = leaks([secret], release)
    assert len(found) == 51
    assert "and 10 more places" in found[-1].problem
