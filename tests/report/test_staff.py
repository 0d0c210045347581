"""Pages for staff: statistics and shared code."""

import json
from fractions import Fraction

import pytest

from grader.model import Chunk, ClassResult
from grader.report import class_files, similarity_files, statistics_files
from grader.similarity import compare_class
from grader.statistics import analyse

WORK = "\n".join(f"def f{n}(x, y):\n    return x {'+-*/%'[n % 5]} y ** {n} + np.step{n}(x[{n}:, y])  # ünder <b>" for n in range(30))
HOSTILE = "<script>alert(1)</script>\u202e"


def statistics(found):
    return {name: content.decode() for name, content in statistics_files(analyse(found), found).items()}


def similarity(sources):
    found = compare_class(sources)
    return {name: content.decode() for name, content in similarity_files("Attention", found, sources).items()}


def copied(*names):
    return {name: (Chunk("work.py", WORK),) for name in names}


def test_every_part_has_its_row(samples):
    everybody = samples.classroom(20)
    page = statistics(everybody)["statistics.html"]
    assert all(f'<tr id="{part.address.local}">' in page for part in everybody.results[0].parts)


def test_a_figure_that_does_not_exist_is_a_dash_and_null(samples):
    everybody = samples.classroom(1)
    files = statistics(everybody)
    assert "nan" not in files["statistics.html"].lower().replace("finance", "")
    assert json.loads(files["statistics.json"])["reliability"]["alpha"] is None


def test_a_class_of_nobody_has_a_page():
    page = statistics(ClassResult("hw", "HW", Fraction(8), "strong", ()))["statistics.html"]
    assert "0 submissions." in page


def test_few_students_are_said_first(samples):
    assert "Too few students" in statistics(samples.classroom(3))["statistics.html"]


def test_the_same_class_gives_the_same_bytes(samples):
    assert statistics(samples.classroom(20)) == statistics(samples.classroom(20))


def test_passages_lie_side_by_side_and_code_is_data():
    page = similarity(copied("ada", "bo"))["similarity.html"]
    assert page.count("<pre") == 2
    assert "np.step3(x[3:, y])  # ünder &lt;b&gt;" in page
    assert "(20 more lines)" in page


def test_names_are_data():
    page = similarity(copied("ada", HOSTILE))["similarity.html"]
    assert "<script>" not in page
    assert "\u202e" not in page


@pytest.mark.parametrize(
    ("sources", "sentence"),
    [
        (copied("ada", "bo"), "1 pair of submissions shares unusually much"),
        (copied(*"abcdef"), "so alike that nothing can be said"),
        ({}, "No two submissions share unusually much code."),
    ],
)
def test_the_page_says_what_it_means(sources, sentence):
    assert sentence in similarity(sources)["similarity.html"]


def test_the_page_warns_against_conclusions():
    assert "This is evidence to read, not a finding." in similarity(copied("ada", "bo"))["similarity.html"]


def test_pairs_for_machines():
    document = json.loads(similarity(copied("ada", "bo"))["similarity.json"])
    assert [(pair["left"], pair["right"], pair["share"]) for pair in document["pairs"]] == [("ada", "bo", 1.0)]


@pytest.mark.parametrize(("students", "shown"), [(14, False), (20, True)])
def test_the_class_page_says_what_the_marks_say_when_there_are_enough(samples, students, shown):
    page = class_files(samples.classroom(students), samples.assignment)["index.html"].decode()
    assert ("What the marks say" in page) is shown
