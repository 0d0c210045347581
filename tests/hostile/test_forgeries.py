"""No forgery is worth more than the honest work in it: nothing."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from grader.model import Call, Chunk, Foreign, Module, Plan, Ref, Status
from grader.sandbox import decode

FORGERIES = sorted((Path(__file__).parent / "programs").glob("forge_*.py"))
PLAIN = (type(None), bool, int, float, complex, str, list, tuple, dict, np.ndarray, np.float64, Foreign)


@pytest.mark.parametrize("program", FORGERIES, ids=lambda path: path.stem)
def test_a_forgery_does_not_pass_for_the_answer(program, sandbox, healthy):
    assert healthy(sandbox)  # so that there is something of an honest student to find
    modules = {"work": Module("work", (Chunk("work.py", program.read_text()),))}
    plans = [Plan("work", (Call(Ref("double"), (np.array([3.0]),)),), (Ref(0),), 1.0)] * 2
    batch = sandbox.batch(plans, ["one", "two"])
    for seen in decode(sandbox.observe(modules, batch), batch):
        assert seen.status is not Status.LOST
        for value in seen.values:
            assert type(value) in PLAIN
            assert not (type(value) is np.ndarray and value.tolist() == [6.0])
            assert value not in ([6.0], 6.0) if type(value) in (list, float) else True
    assert healthy(sandbox)
