"""Any modules are asked what an assignment asks."""

import pytest

from grader.model import Address, Chunk, Module, Status
from grader.pipeline import Memory, Trials, open_sandbox, ready, with_mistake


@pytest.fixture(scope="module")
def sandbox():
    with open_sandbox(1) as opened:
        yield opened


@pytest.fixture
def shipped(root):
    return ready(root, "dl-hw1")


def changed(trials, old, new):
    module = trials.reference.modules["q4_attention"]
    source = module.chunks[0].source
    assert old in source
    return {**trials.reference.modules, "q4_attention": Module(module.name, (Chunk("q4_attention.py", source.replace(old, new)),))}


def test_the_reference_fails_nothing_and_a_change_does(shipped, sandbox):
    trials = Trials(shipped, sandbox, Memory())
    parameters = Address("dl-hw1", "q4", "parameters")
    right = trials.of(trials.reference.modules, {parameters})
    assert (right.failing, right.broken, right.timed_out) == (frozenset(), frozenset(), False)
    assert {address.part for address in right.outcomes} == {"parameters"}
    wrong = trials.of(changed(trials, "3 * d_model * d_model", "2 * d_model * d_model"), {parameters})
    assert wrong.failing
    assert not wrong.timed_out


def test_in_a_hurry_what_never_ends_costs_little(shipped, sandbox):
    trials = Trials(shipped, sandbox, Memory())
    looping = changed(trials, "    total = 3", "    while True:\n        pass\n    total = 3")
    trial = trials.of(looping, {Address("dl-hw1", "q4", "parameters")}, hurry=True)
    assert trial.timed_out
    assert {seen.status for seen in trial.seen.values()} <= {Status.TIMEOUT, Status.RAISED}


def test_what_was_seen_once_is_not_run_again(shipped, sandbox):
    store = Memory()
    Trials(shipped, sandbox, store)
    kept = dict(store.kept)
    Trials(shipped, sandbox, store)
    assert store.kept == kept


def test_a_mistake_is_made_in_one_module(shipped):
    mistake = shipped.mistakes[0]
    modules = with_mistake(shipped.reference, mistake)
    assert modules[mistake.module].chunks[-1].source == mistake.source
    assert all(modules[name] == module for name, module in shipped.reference.modules.items() if name != mistake.module)
