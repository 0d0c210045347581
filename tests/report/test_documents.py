"""JSON by the published schemas."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import grader.report
from grader.report.documents import SCHEMA_VERSION, class_document, dumps, result_document

FOLDER = Path(grader.report.__file__).parent / "schema"


def schema(name: str) -> Any:
    return json.loads((FOLDER / f"{name}.schema.json").read_text())


@pytest.mark.parametrize("name", ["result", "results"])
def test_the_schemas_are_schemas(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))
    assert schema(name)["$id"] == f"urn:grader:schema:{name}:{SCHEMA_VERSION}"


def test_both_schemas_mean_the_same_by_a_part() -> None:
    shared = schema("results")["$defs"]
    assert {key: shared[key] for key in schema("result")["$defs"]} == schema("result")["$defs"]


@pytest.mark.parametrize("name", ["wrong-axis", "final", "provisional", "hostile", "perfect", "empty", "ours"])
def test_result_json_follows_its_schema(samples: Any, name: str) -> None:
    document = json.loads(dumps(result_document(samples.by_name[name]), "parts"))
    Draft202012Validator(schema("result")).validate(document)


def test_results_json_follows_its_schema(samples: Any) -> None:
    document = json.loads(dumps(class_document(samples.classroom()), "submissions"))
    Draft202012Validator(schema("results")).validate(document)


def test_nothing_is_lost_on_the_way(samples: Any) -> None:
    document = result_document(samples.by_name["hostile"])
    assert json.loads(dumps(document, "parts")) == document


def test_hidden_cases_are_told_by_title_only(samples: Any) -> None:
    document = result_document(samples.by_name["hostile"])
    keys = {key for part in document["parts"] for case in part["cases"] for key in case}
    assert keys == {"address", "title", "verdict", "credit", "public"}


def test_points_have_at_most_six_digits(samples: Any) -> None:
    document = result_document(samples.by_name["wrong-axis"])
    assert document["earned"] == 13.669643
    assert document["pending"] == 11.0


def test_one_line_a_part(samples: Any) -> None:
    text = dumps(result_document(samples.by_name["perfect"]), "parts").decode()
    assert sum(line.startswith('  {"address"') for line in text.splitlines()) == 10
