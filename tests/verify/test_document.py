"""The JSON document and the page say the same as the proof."""

import json
import re

import pytest

from grader.report import verification_files
from grader.verify import document, view


@pytest.fixture
def written(proof):
    found = proof()
    return found, document(found), verification_files(view(found), document(found))


def test_the_document_holds_what_catches_what(written):
    _, told, files = written
    assert json.loads(files["verify.json"]) == told
    assert told["clean"] is True
    (mistake,) = told["mistakes"]
    assert mistake["caught_by"][0] == "q1.rescale[example-01]"
    mutants = told["mutants"]
    assert mutants["score"] == 1
    assert mutants["killed"] == len(mutants["all"])
    catches = {case["address"]: case["catches"] for case in told["cases"]}
    for mutant in mutants["all"]:
        assert all(f"#{mutant['number']}" in catches[address] for address in mutant["caught_by"])
    assert told["tolerances"]["cases"][0]["relative"] == 1e-9


def test_a_quick_proof_has_no_mutants(proof):
    told = document(proof(quick=True))
    assert (told["mutants"], told["tolerances"], told["reports_searched"]) == (None, None, None)


def test_the_same_proof_gives_the_same_bytes(written, proof):
    again = proof()
    assert verification_files(view(again), document(again)) == written[2]


def test_the_page_stands_alone_and_can_be_read_without_its_pictures(written):
    found, _, files = written
    page = files["verify.html"].decode()
    assert "Nothing to mend." in page
    assert not re.search(r"<script|https?://|<link|<img", page)
    assert page.count("<tr>") >= len(found.cases)
    rows = re.findall(r'<th scope="row"><span class="addr">([^<]+)</span>.*?<td class="r num">(\d+)</td>', page)
    assert dict(rows) == {address.case: str(len(caught)) for address, caught in found.catches.items()}
    assert all("aria-hidden" in svg for svg in re.findall(r"<svg[^>]*>", page))
    assert 'href="#findings"' in page


def test_what_authors_write_is_escaped(edit, proof):
    edit("solutions/hw/mistakes/q1_rescale_by_largest.py", "numbers divided by", "<script>alert(1)</script>")
    found = proof(quick=True)
    page = verification_files(view(found), document(found))["verify.html"].decode()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_findings_stand_on_the_page_with_their_next_step(edit, proof):
    edit("solutions/hw/mistakes/q1_rescale_by_largest.py", "x / x.max()", "x * (1 / x.sum())")
    found = proof(quick=True)
    page = verification_files(view(found), document(found))["verify.html"].decode()
    assert "1 finding to mend." in page
    assert "costs nothing in q1.rescale" in page
    assert "Next step: write a hidden case that catches it." in page
