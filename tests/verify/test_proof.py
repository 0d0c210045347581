"""The whole proof of a small course, and of the shipped one."""

from grader.pipeline import Memory, ready
from grader.verify import Proof, facts, prove
from grader.verify.skeletons import KINDS


def test_a_new_assignment_is_proven(proof):
    found = proof()
    assert [str(finding) for finding in found.errors] == []
    assert dict(facts(found))["mistakes"] == "1 of 1 cost exactly the parts that they name"
    assert "score 100.0 %" in dict(facts(found))["mutants"]
    assert found.reports > 0


def test_new_parts_of_each_kind_are_proven(add, proof):
    for kind in KINDS:
        add(kind, f"q2.{kind}")
        add(kind, f"q1.another_{kind}")
    assert [str(finding) for finding in proof().errors] == []


def test_quick_leaves_out_what_takes_long(proof):
    found = proof(quick=True)
    assert (found.mutants, found.margins, found.reports) == (None, None, None)


def test_nothing_is_run_twice(proof, monkeypatch, sandbox):
    store = Memory()
    first = proof(store=store)
    runs = []
    monkeypatch.setattr(type(sandbox), "observe", lambda *args: runs.append(args))
    monkeypatch.setattr("grader.verify.proof.margins_of", lambda *args: first.margins)  # other kernels keep no recordings
    second = proof(store=store)
    assert runs == []
    assert second.findings == first.findings


def test_cases_that_catch_nothing_of_their_own_are_notes(proof):
    found = proof()
    notes = [finding for finding in found.findings if finding.severity == "note"]
    assert found.errors == ()
    assert {finding.check for finding in notes} == {"cases"}
    assert notes[0].problem.startswith("5 of 5 hidden cases catch nothing that others don't: ")


def test_cases_that_catch_nothing_at_all_are_notes(proof):
    found = proof(quick=True)
    nothing_made = Proof(found.assignment, found.isolation, (), found.cases, ())
    (note,) = nothing_made.redundant()
    assert note.problem == "5 of 5 hidden cases catch nothing at all: ordinary-01, ordinary-02, small-01, small-02 and 1 more"


def test_the_shipped_homework_is_sound(root, sandbox):
    found = prove(root, ready(root, "dl-hw1"), sandbox, Memory(), quick=True, jobs=2)
    assert [str(finding) for finding in found.errors] == []
    assert all(set(shown.mistake.parts) == shown.costs for shown in found.mistakes)
