"""A question's library: in a zygote of its own, started when it is used."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import numpy as np
import pytest

from grader.model import Foreign, Status
from grader.sandbox import PROFILES, Sandbox, decode, observe_plainly
from grader.sandbox.inside.encoding import encode
from grader.sandbox.profiles import Profile

needs_scipy = pytest.mark.skipif(PROFILES["scipy"].version is None, reason="LOUD: scipy is not installed, its profile was not tried")
needs_torch = pytest.mark.skipif(PROFILES["torch"].version is None, reason="LOUD: torch is not installed, its profile was not tried")


@pytest.fixture
def use(handed_in, plan):
    """`use("scipy", source, *arguments)`: what `f` shows."""

    def run(profile, source, *arguments):
        with Sandbox() as box:
            batch = box.batch([plan("f", *arguments, seconds=5.0)], ["q"], profile)
            (seen,) = decode(box.observe(handed_in(source), batch), batch)
        return seen

    return run


def _children(word: str) -> int:
    """Processes that this one has started and whose command line has the word."""
    found = 0
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                parent = (entry / "stat").read_text().rpartition(")")[2].split()[1]
                found += parent == str(os.getpid()) and word.encode() in (entry / "cmdline").read_bytes()
    return found


def test_there_are_three_profiles():
    assert list(PROFILES) == ["numpy", "scipy", "torch"]
    assert PROFILES["torch"].memory == 2 << 30
    assert PROFILES["numpy"].version == np.__version__


def test_an_unknown_profile_is_refused(sandbox, plan):
    with pytest.raises(ValueError, match="there is no profile 'tensorflow'; there are numpy, scipy, torch"):
        sandbox.batch([plan("f")], ["q"], "tensorflow")


def test_the_profile_is_part_of_what_was_asked(sandbox, plan):
    digests = {sandbox.batch([plan("f")], ["q"], profile).digest for profile in PROFILES}
    assert len(digests) == 3


def test_a_library_that_is_not_there_says_how_to_get_it():
    profile = Profile("no-such-library", ("no_such_library",), requirement="no-such-library>=1")
    assert profile.version is None
    assert profile.how_to_get.startswith("Install it where the grader is installed: ")
    assert profile.how_to_get.endswith(" -m pip install 'no-such-library>=1'")
    assert profile.settings()["places"] == []


def test_without_a_profile_there_is_numpy_only(use):
    seen = use("numpy", "import scipy\ndef f(): return 1\n")
    assert seen.values == (1,)  # the import failed, which is noted; the rest of the file still counts
    seen = use("numpy", "def f():\n import scipy\n return 1\n")
    assert seen.raised is not None
    assert seen.raised.message == "No module named 'scipy'"


@needs_scipy
def test_scipy_works_locked_in_preloaded_or_not(use):
    source = """
import scipy.linalg, scipy.stats, scipy.signal
def f(a):
    import scipy.ndimage
    return scipy.linalg.expm(a)[0, 0], float(scipy.stats.norm.cdf(0.0)), scipy.signal.convolve(a, a).shape, scipy.ndimage.sum(a)
"""
    assert use("scipy", source, np.eye(2)).values == ((np.float64(np.e), 0.5, (3, 3), np.float64(2.0)),)


@needs_scipy
def test_a_profile_shows_its_library_and_what_that_needs_and_nothing_else():
    tops = {Path(top).name for top in PROFILES["scipy"].settings()["places"]}
    assert {"scipy", "numpy"} <= tops
    assert not tops & {"grader", "pytest", "sympy"}


@needs_scipy
def test_other_packages_stay_hidden(use):
    seen = use("scipy", "def f():\n import hypothesis\n")
    assert seen.raised is not None
    assert seen.raised.type_name == "ModuleNotFoundError"


@needs_scipy
def test_its_zygote_is_started_when_it_is_used(handed_in, plan):
    with Sandbox() as box:
        modules = handed_in("def f(): return 1")
        plain, special = box.batch([plan("f")], ["q"]), box.batch([plan("f")], ["q"], "scipy")
        box.observe(modules, plain)
        assert not _children("scipy.integrate")
        box.observe(modules, special)
        assert _children("scipy.integrate")
    assert not _children("scipy.integrate")


@needs_scipy
def test_its_locks_are_the_same(handed_in, plan, tmp_path):
    secret = tmp_path / "solution.py"
    secret.write_text("secret")
    with Sandbox() as box:
        if box.level not in ("strong", "standard"):
            pytest.skip(f"LOUD: isolation here is {box.level}: {box.reason}")
        for attack in ("open(path).read()", "__import__('os').fork()", "__import__('socket').socket()"):
            batch = box.batch([plan("f", str(secret))], ["q"], "scipy")
            (seen,) = decode(box.observe(handed_in(f"def f(path): return {attack}"), batch), batch)
            assert seen.status is Status.RAISED
            assert seen.raised is not None
            assert "OSError" in seen.raised.bases


def test_what_a_library_requires_is_found_by_its_metadata(monkeypatch, tmp_path):
    """A library of two made-up distributions, one of which is wanted on another system only."""
    for name, requires, files in [
        ("lib-a", ["lib_b>=1; python_version > '3'", "lib-c", "lib-x; extra == 'x'"], ["lib_a/__init__.py"]),
        ("lib_b", [], ["lib_b.py"]),
    ]:
        info = tmp_path / f"{name.replace('-', '_')}-1.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Name: {name}\nVersion: 1\n" + "".join(f"Requires-Dist: {r}\n" for r in requires))
        (info / "RECORD").write_text("".join(f"{f},,\n" for f in [*files, f"{info.name}/METADATA", "../bin/tool", "__pycache__/x.pyc"]))
    monkeypatch.syspath_prepend(str(tmp_path))
    settings = Profile("lib-a", ("lib_a",)).settings()
    assert settings == {"imports": ["lib_a"], "places": [str(tmp_path / "lib_a"), str(tmp_path / "lib_b.py")], "homes": [str(tmp_path)]}


TORCH = """
import torch
from torch import nn
def kinds(a, n, parts): return type(a) is torch.Tensor, a.dtype is torch.float64, type(n) is int, type(parts["w"][0]) is torch.Tensor
def f(a):
    a = a.float()
    model = nn.Sequential(nn.Linear(3, 8), nn.Tanh(), nn.Linear(8, 1))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    for _ in range(20):
        optimizer.zero_grad()
        loss = ((model(a) - 1) ** 2).mean()
        loss.backward()
        optimizer.step()
    return loss, model(a), model[0].weight
def odd(a): return a.bfloat16(), a.to_sparse(), a.to("meta"), torch.ones(2, dtype=torch.bool), a.conj(), torch.tensor(1 + 2j).conj(), a.T
def changing(a): a += 1
def lying(a):
    torch.Tensor.detach = torch.Tensor.numpy = torch.Tensor.__array__ = lambda *_: 42
    torch.Tensor.dtype = property(lambda self: "float64")
    class Spy(torch.overrides.TorchFunctionMode):
        def __torch_function__(self, *_): raise SystemExit
    class Mine(torch.Tensor): pass
    mine = Mine([6.0])
    Spy().__enter__()
    return a, mine
"""


@pytest.fixture(scope="module")
def torched(handed_in, plan):
    with Sandbox() as box:

        def run(name, *arguments):
            batch = box.batch([plan(name, *arguments, seconds=5.0)], ["q"], "torch")
            return decode(box.observe(handed_in(TORCH), batch), batch)[0]

        yield run


@needs_torch
def test_arrays_go_in_as_tensors(torched):
    assert torched("kinds", np.eye(2), 3, {"w": [np.zeros(1)]}).values == ((True, True, True, True),)


@needs_torch
def test_a_model_is_trained_and_tensors_come_out_as_arrays(torched):
    first, second = torched("f", np.eye(3)), torched("f", np.eye(3))
    loss, shown, weight = first.values[0]
    assert (loss.dtype, shown.shape, weight.shape) == (np.float32, (3, 1), (8, 3))
    assert float(loss) < 0.5
    assert encode(first.values[0]) == encode(second.values[0])


@needs_torch
def test_tensors_that_no_array_can_hold_are_told_by_their_type(torched):
    found = torched("odd", np.eye(2)).values[0]
    assert found[:3] == (Foreign("Tensor of bfloat16"), Foreign("Tensor of float64"), Foreign("Tensor of float64"))
    assert found[3].tolist() == [True, True]
    assert found[5].tolist() == 1 - 2j
    assert found[6].tolist() == [[1.0, 0.0], [0.0, 1.0]]


@needs_torch
def test_a_tensor_changed_in_place_is_noticed(torched):
    assert torched("changing", np.eye(2)).changed == ("argument 1",)


@needs_torch
def test_patched_tensors_are_read_all_the_same(torched):
    seen = torched("lying", np.eye(2))
    assert seen.values[0][0].tolist() == np.eye(2).tolist()
    assert seen.values[0][1] == Foreign("Mine")


@needs_torch
def test_on_a_students_own_machine_tensors_go_in_as_well(handed_in, plan):
    (seen,) = observe_plainly(handed_in(TORCH), [plan("kinds", np.eye(2), 3, {"w": [np.zeros(1)]}, seconds=5.0)], ["q"], "torch")
    assert seen.values == ((True, True, True, True),)
