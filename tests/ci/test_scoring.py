"""What a forger gains, what an honest student gets, and what is never a zero."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import subprocess
import sys

import pytest

from grader.ci.artifact import read_artifact, write_artifact
from grader.ci.wording import conclusion


@pytest.fixture
def honest(repo, main, right, observed):
    head = repo.commit(main, right)
    return head, observed(head)


def reason(outcome):
    assert outcome.state == "not graded"
    assert outcome.graded == ()
    assert conclusion(outcome) == "neutral"
    assert outcome.messages[0].help
    return outcome.messages[0].reason


def test_an_honest_hand_in_earns_what_grading_gives(honest, scored):
    outcome, fault = scored(*honest)
    assert fault == ""
    assert outcome.state == "graded"
    assert [(one.assignment, one.earned, one.possible, one.status) for one in outcome.graded] == [("mini", "5.00", "5", "final")]
    assert outcome.annotations == ()
    assert outcome.isolation == read_artifact(honest[1]).isolation
    assert sorted(outcome.reports) == ["mini.junit.xml", "mini.report.html", "mini.report.md", "mini.result.json"]


def test_a_late_commit_costs_what_the_course_says(repo, main, right, observed, scored):
    (repo.folder / "course.yaml").write_text("format: 1\nassignments: {mini: {due: 2001-01-01 12:00, late_cap: 40}}\n")
    head = repo.commit(main, right)
    outcome, _ = scored(head, observed(head))
    assert (outcome.graded[0].earned, outcome.graded[0].possible) == ("2.00", "5")
    report = json.loads(outcome.reports["mini.result.json"])
    assert (report["handed_in"]["source"], report["adjustments"][0]["rule"]) == ("git", "late_cap")


def test_a_mistake_is_named_at_the_students_line(repo, main, wrong, observed, scored):
    head = repo.commit(main, wrong)
    outcome, _ = scored(head, observed(head))
    assert outcome.graded[0].earned == "3.00"
    (note,) = outcome.annotations
    assert (note.path, note.line, note.title, note.written) == ("assignments/mini/q1.py", 4, "q1.double: Double it", False)
    assert "squares instead of doubling" in note.message
    assert "Two times x, not x times x." in note.message


def test_remarks_speak_the_language_of_the_course(repo, main, wrong, observed, scored):
    course = repo.folder / "assignments" / "mini" / "assignment.yaml"
    course.write_text(course.read_text().replace("title: Mini\n", "title: Mini\nlanguage: de\n", 1))
    head = repo.commit(main, wrong)
    outcome, _ = scored(head, observed(head))
    assert "Nächster Schritt: " in outcome.annotations[0].message
    assert "bekannten Fehler" in outcome.annotations[0].message


def test_an_exception_is_shown_where_it_was_raised(repo, main, right, observed, scored):
    raising = right | {
        "assignments/mini/q1.py": "def double(x):\n    y = 1\n    return y / 0\n\ndef total(x):\n    return float(x.sum())\n"
    }
    head = repo.commit(main, raising)
    outcome, _ = scored(head, observed(head))
    assert [(note.path, note.line) for note in outcome.annotations] == [("assignments/mini/q1.py", 3)]


def test_a_wrong_written_answer_is_shown_where_it_stands(repo, main, right, observed, scored):
    head = repo.commit(main, right | {"assignments/mini/answers.md": "# Mine\n\n## q2.half\n\n0.7\n"})
    outcome, _ = scored(head, observed(head))
    (note,) = outcome.annotations
    assert (note.path, note.written) == ("assignments/mini/answers.md", True)
    assert note.line in (3, 4, 5)


def test_no_hidden_value_stands_in_what_is_published(repo, main, wrong, observed, scored):
    import numpy as np

    from grader.authoring import drawn_from
    from grader.ci.settings import read_settings, seed_for
    from grader.pipeline import ready

    head = repo.commit(main, wrong)
    outcome, _ = scored(head, observed(head))
    with drawn_from(seed_for(head, read_settings(repo.folder))):
        plans = [case.plan for part in ready(repo.folder, "mini").parts for case in part.cases if case.plan and not case.public]
    values = {f"{value:.4f}" for plan in plans for call in plan.calls for arg in call.args for x in (arg, 2 * arg) for value in np.ravel(x)}
    everything = json.dumps([dataclasses.asdict(note) for note in outcome.annotations]) + "".join(
        content.decode() for content in outcome.reports.values()
    )
    assert len(values) > 10
    assert not [value for value in values if value in everything]


def test_observations_of_another_commit(repo, main, right, wrong, honest, scored):
    """Somebody else's good observations under one's own commit."""
    head = repo.commit(main, wrong)
    outcome, _ = scored(head, honest[1])
    assert reason(outcome) == "The observations of your code cannot be used. They were made for another commit."


def test_observations_of_another_commit_with_the_name_changed(repo, main, wrong, honest, scored, tmp_path):
    head = repo.commit(main, wrong)
    stolen = dataclasses.replace(read_artifact(honest[1]), head=head)
    write_artifact(stolen, tmp_path / "stolen")
    outcome, _ = scored(head, tmp_path / "stolen")
    assert "They belong to other inputs than those of this commit" in reason(outcome)


def test_stolen_observations_with_the_hashes_changed_too(repo, main, wrong, honest, observed, scored, tmp_path):
    """The recording itself says to which inputs it belongs; forging that as well yields outputs for other inputs, which are wrong."""
    head = repo.commit(main, wrong)
    mine, theirs = read_artifact(observed(head)), read_artifact(honest[1])
    pairs = list(zip(mine.recordings["mini"], theirs.recordings["mini"], strict=True))
    relabelled = tuple((digest, recording) for (digest, _), (_, recording) in pairs)
    write_artifact(dataclasses.replace(mine, recordings={"mini": relabelled}), tmp_path / "a")
    assert "damaged" in reason(scored(head, tmp_path / "a")[0])
    forged = tuple(
        (digest, recording.replace(theirs_digest.encode(), digest.encode())) for (digest, _), (theirs_digest, recording) in pairs
    )
    write_artifact(dataclasses.replace(mine, recordings={"mini": forged}), tmp_path / "b")
    outcome, _ = scored(head, tmp_path / "b")
    public_share_and_the_written_answer = 3.0
    assert float(outcome.graded[0].earned) <= public_share_and_the_written_answer


def digests(repo, head, salt):
    from grader.ci.settings import Settings
    from grader.ci.stages import draw

    plans = json.loads(draw(repo.folder, ["mini"], head, Settings(salt=salt))["mini"])
    return tuple(batch["digest"] for batch in plans["batches"])


def test_inputs_differ_from_commit_to_commit_and_from_course_to_course(repo):
    drawn = {digests(repo, head, salt) for head in ("1" * 40, "2" * 40) for salt in ("spring", "autumn")}
    assert len(drawn) == 4


def test_the_same_commit_has_the_same_inputs(repo):
    assert digests(repo, "1" * 40, "spring") == digests(repo, "1" * 40, "spring")


OTHER_PROCESSOR = """
import json, sys
from pathlib import Path
from grader.ci.settings import read_settings
from grader.ci.stages import draw
root = Path(sys.argv[1])
sys.stdout.buffer.write(draw(root, ["mini"], sys.argv[2], read_settings(root))["mini"])
"""


def test_a_processor_that_rounds_otherwise_costs_nobody(repo, main, right, door, sandbox, scored, root, tmp_path):
    """Inputs made by matrix products differ in the last bit between machines; they are judged as they were drawn."""
    from grader.ci.settings import read_settings
    from grader.ci.stages import draw, observe

    cases = repo.folder / "solutions" / "mini" / "cases" / "q1.py"
    product = "rng.normal(size=(6, 40)) @ rng.normal(size=(40, 40)) @ rng.normal(size=40)"
    cases.write_text(cases.read_text().replace("rng.normal(size=6)", product))
    head = repo.commit(main, right)
    here = draw(repo.folder, ["mini"], head, read_settings(repo.folder))["mini"]
    for kind in ("Prescott", "SkylakeX"):
        environment = {**os.environ, "PYTHONPATH": str(root), "OPENBLAS_CORETYPE": kind}
        command = [sys.executable, "-c", OTHER_PROCESSOR, str(repo.folder), head]
        there = subprocess.run(command, capture_output=True, check=True, env=environment, timeout=60).stdout
        folder = tmp_path / kind
        write_artifact(observe(door(head), {"mini": there}, repo.folder, sandbox), folder)
        outcome, fault = scored(head, folder, {"mini": there})
        assert fault == ""
        assert outcome.graded[0].earned == "5.00"
    assert json.loads(here)["course"] == json.loads(there)["course"]


def test_plans_of_another_commit_or_course_are_not_used(repo, main, right, honest, scored):
    from grader.ci.settings import Settings, read_settings
    from grader.ci.stages import draw

    head, folder = honest
    for commit, settings in (("1" * 40, read_settings(repo.folder)), (head, Settings(salt="autumn"))):
        plans = draw(repo.folder, ["mini"], commit, settings)
        assert "They belong to other inputs" in reason(scored(head, folder, plans)[0])


@pytest.mark.parametrize("plans", [b"", b"{}", b"[]", b'{"format": "grader plans 0"}', b'{"format": "grader plans 1", "batches": [{}]}'])
def test_plans_that_cannot_be_read_are_our_fault(honest, scored, plans):
    outcome, fault = scored(*honest, {"mini": plans})
    assert reason(outcome) == "We could not grade this commit, and that is our fault."
    assert "draw them" in fault


def test_plans_tell_no_secret(repo):
    from grader.ci.settings import Settings
    from grader.ci.stages import draw

    plans = draw(repo.folder, ["mini"], "1" * 40, Settings())["mini"].decode()
    assert not [secret for secret in ("Ordinary values", "Multiply by two", "squares", "tolerance", "2.0 * x") if secret in plans]


@pytest.mark.parametrize("content", [b"", b"garbage", b"\x80\x04\x95", bytes(1000)], ids=["empty", "garbage", "pickle", "zeros"])
def test_damaged_recordings(honest, scored, content):
    head, folder = honest
    (folder / "recording-00.bin").write_bytes(content)
    assert "They are damaged" in reason(scored(head, folder)[0])


def test_every_cut_and_every_flipped_byte_is_harmless(honest, scored):
    """Nothing raises, nothing earns more than the honest work, and what was lost is not held against the student."""
    head, folder = honest
    whole = (folder / "recording-00.bin").read_bytes()
    for at in range(0, len(whole), max(1, len(whole) // 12)):
        for forged in (whole[:at], whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]):
            (folder / "recording-00.bin").write_bytes(forged)
            outcome, _ = scored(head, folder)
            assert outcome.state in ("graded", "not graded")
            assert all(float(one.earned) <= 5 for one in outcome.graded)


@pytest.mark.parametrize(
    "status", ["returned", "raised", "missing", "malformed", "timeout", "memory", "crashed", "lost", "passed", "", "x" * 9999]
)
def test_no_word_about_how_it_ended_earns_anything(repo, main, wrong, observed, scored, status):
    """A recording may claim any ending for every case; without the values, none of them is worth a point."""
    from grader.sandbox.inside.decoding import decode_ours
    from grader.sandbox.inside.encoding import encode_ours

    head = repo.commit(main, wrong)
    folder = observed(head)
    magic, digest, notes, cases = decode_ours((folder / "recording-00.bin").read_bytes())
    forged = encode_ours((magic, digest, bytes(notes), tuple((status, "my words", b"") for _ in cases)))
    (folder / "recording-00.bin").write_bytes(forged)
    outcome, _ = scored(head, folder)
    assert all(float(one.earned) <= 1 for one in outcome.graded)  # the written answer


def test_no_observations_at_all(repo, main, right, scored, tmp_path):
    outcome, fault = scored(repo.commit(main, right), tmp_path / "nothing")
    assert fault == ""
    assert "left nothing" in reason(outcome)


def test_observations_that_leave_an_assignment_out(honest, scored, tmp_path):
    head, folder = honest
    write_artifact(dataclasses.replace(read_artifact(folder), recordings={}), tmp_path / "empty")
    assert "There are none for mini." in reason(scored(head, tmp_path / "empty")[0])


def test_protected_files_are_refused_however_good_the_observations(repo, main, right, honest, scored):
    head = repo.commit(main, right | {".github/workflows/grade.yml": "name: mine\n"})
    outcome, fault = scored(head, honest[1])
    assert fault == ""
    assert outcome.state == "refused"
    assert conclusion(outcome) == "failure"
    assert ".github/workflows/grade.yml" in outcome.messages[0].reason


def test_a_fault_of_the_course_is_neutral_and_told_to_the_maintainer(repo, honest, scored):
    shutil.rmtree(repo.folder / "solutions" / "mini")
    outcome, fault = scored(*honest)
    assert reason(outcome) == "We could not grade this commit, and that is our fault."
    assert "the reference solution is missing" in fault


def test_a_course_that_changed_meanwhile_is_neutral(repo, honest, scored):
    cases = repo.folder / "solutions" / "mini" / "cases" / "q1.py"
    cases.write_text(cases.read_text().replace("(1, 3, 5)", "(2, 4)"))
    assert "perhaps the course changed meanwhile" in reason(scored(*honest)[0])


def test_an_accident_while_judging_is_neutral_and_one_line_in_the_log(honest, scored, monkeypatch):
    """A runner reads its log for commands, and what an exception says may be a stranger's."""

    def fail(*_):
        raise ValueError("x\n::add-mask::y\r::error::z")

    monkeypatch.setattr("grader.ci.scoring.read_submission", fail)
    outcome, fault = scored(*honest)
    assert reason(outcome) == "We could not grade this commit, and that is our fault."
    assert fault.startswith("ValueError: x ::add-mask::y")
    assert len(fault.splitlines()) == 1


def test_a_case_that_breaks_is_neutral(repo, main, right, observed, scored):
    cases = repo.folder / "solutions" / "mini" / "cases" / "q1.py"
    cases.write_text(cases.read_text() + "\n@cases('q1.total', hint='x')\ndef bad(rng):\n    '''Bad.'''\n    yield 1 / 0\n")
    head = repo.commit(main, right)
    outcome, fault = scored(head, observed(head))
    assert outcome.state == "graded"
    assert "mini/q1.total[bad-broken] is broken:" in fault
    assert outcome.graded[0].broken
    assert conclusion(outcome) == "neutral"


def test_the_reference_earns_everything_whatever_the_commit(root, sandbox):
    """The shipped course's cases hold for any seed, not for the one that they were written with."""
    from grader.authoring import drawn_from
    from grader.pipeline import Marking, ready
    from grader.pipeline.observing import Memory

    for seed in ("one", "two", "three"):
        with drawn_from(seed):
            homework = ready(root, "dl-hw1")
        result = Marking(homework, sandbox, Memory()).mark(homework.reference).result
        assert (result.earned, result.status) == (result.possible, "final")
