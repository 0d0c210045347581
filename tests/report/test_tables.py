"""CSV that no spreadsheet runs, JUnit that every reader takes."""

import csv
import io
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from typing import Any

from grader.report.tables import grades_csv, junit_xml


def test_students_in_order_with_every_part(samples: Any) -> None:
    rows = list(csv.DictReader(io.StringIO(grades_csv(samples.classroom()))))
    assert [row["student"] for row in rows][1:4] == ["Chloé Ñandú 李", "ada", "bo"]
    ada = rows[2]
    assert (ada["status"], ada["earned"], ada["pending"], ada["possible"], ada["q4.softmax"]) == (
        "provisional",
        "13.67",
        "11.00",
        "36.00",
        "1.71",
    )


def test_a_name_is_no_formula(samples: Any) -> None:
    evil = replace(samples.by_name["perfect"], student='=HYPERLINK("http://evil.example")')
    rows = list(csv.reader(io.StringIO(grades_csv(replace(samples.classroom(), results=(evil,))))))
    assert rows[1][0].startswith("'=")


def test_one_testsuite_a_student_one_testcase_a_part(samples: Any) -> None:
    root = ElementTree.fromstring(junit_xml(samples.classroom()))
    suites = root.findall("testsuite")
    assert len(suites) == 7
    assert {len(suite.findall("testcase")) for suite in suites} == {10}
    assert root.get("tests") == "70"


def test_the_counts_are_those_of_the_testcases(samples: Any) -> None:
    for suite in ElementTree.fromstring(junit_xml(samples.classroom())).findall("testsuite"):
        for attribute, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(suite.get(attribute) or 0) == len(suite.findall(f"testcase/{tag}"))


def test_points_are_properties_of_the_suite(samples: Any) -> None:
    root = ElementTree.fromstring(junit_xml(samples.classroom()))
    found = {p.get("name"): p.get("value") for p in root.findall("testsuite[@name='ada']/properties/property")}
    assert (found["earned"], found["pending"], found["possible"]) == ("13.669643", "11.0", "36.0")
    assert (found["q2.max_slope.earned"], found["q2.max_slope.possible"]) == ("0.0", "1.0")


def test_an_answer_that_cannot_be_read_is_an_error_with_its_place(samples: Any) -> None:
    root = ElementTree.fromstring(junit_xml(samples.classroom()))
    error = root.find("testsuite[@name='ada']/testcase[@name='q2.max_slope']/error")
    assert error is not None
    assert error.get("type") == "malformed"
    assert "answers.md:41" in (error.text or "")


def test_control_characters_are_escaped(samples: Any) -> None:
    text = junit_xml(samples.classroom())
    assert "\x1b" not in text
    assert "#x1B" in text
    assert "#xD800" in text


def test_nothing_varies_between_runs(samples: Any) -> None:
    text = junit_xml(samples.classroom())
    assert not any(word in text for word in ("timestamp", "hostname", "time="))
