"""The package opens fast, each module opens alone, and nothing goes round in a circle."""

from __future__ import annotations

import graphlib
import json
import subprocess
import sys
import textwrap

import pytest

HEAVY = ["numpy", "sympy", "yaml", "jinja2", "nbformat", "pydantic", "sqlalchemy", "rich", "typer"]
CPU_SECONDS = 0.25
PUBLIC_NAMES = 20


def python(root, program, *words):
    """Run a program in a fresh interpreter that sees the package of this tree."""
    command = [sys.executable, "-W", "error", "-c", textwrap.dedent(program), *words]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


def test_importing_the_package_loads_nothing_heavy(root):
    run = python(root, "import sys, grader; print(*sorted({name.split('.')[0] for name in sys.modules}))")
    assert run.returncode == 0, run.stderr
    assert not set(HEAVY) & set(run.stdout.split())


def test_errors_and_model_stay_light(root):
    run = python(root, "import sys, grader.errors, grader.model; print(*sorted({name.split('.')[0] for name in sys.modules}))")
    assert run.returncode == 0, run.stderr
    assert not set(HEAVY) & set(run.stdout.split())


def test_help_takes_a_quarter_of_a_second_at_most(root):
    """CPU time, and the best of several: a busy machine makes a run slower, never faster."""
    program = """
        import resource, subprocess, sys
        subprocess.run([sys.executable, "-m", "grader", "--help"], stdout=subprocess.DEVNULL, check=True)
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        print(used.ru_utime + used.ru_stime)
    """
    seconds = []
    while len(seconds) < 12 and min(seconds, default=1) >= CPU_SECONDS:
        run = python(root, program)
        assert run.returncode == 0, run.stderr
        seconds.append(float(run.stdout))
    assert min(seconds) < CPU_SECONDS, seconds


def test_public_names_are_few_sorted_and_there(root):
    run = python(root, "import json, grader; print(json.dumps([grader.__all__, [n for n in grader.__all__ if not hasattr(grader, n)]]))")
    assert run.returncode == 0, run.stderr
    names, absent = json.loads(run.stdout)
    assert not absent
    assert names == sorted(set(names))
    assert len(names) <= PUBLIC_NAMES


def test_each_module_can_be_imported_first(root, sources):
    """A fork a module, from a process that holds only what is not ours; warnings are errors."""
    names = [source.name for source in sources if not source.name.endswith("__main__")]
    run = python(root, ALONE, json.dumps(names))
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout) == {}


ALONE = """
    import importlib, json, os, sys, traceback, warnings
    warnings.simplefilter("ignore")
    for package in ("numpy", "yaml", "jinja2", "nbformat", "pydantic", "sqlalchemy", "typer", "rich"):
        importlib.import_module(package)
    failed = {}
    for name in json.loads(sys.argv[1]):
        ours, theirs = os.pipe()
        child = os.fork()
        if not child:
            warnings.simplefilter("error")
            try:
                importlib.import_module(name)
            except BaseException:
                os.write(theirs, traceback.format_exc()[-2000:].encode())
            os._exit(0)
        os.close(theirs)
        with open(ours) as said:
            if words := said.read():
                failed[name] = words
        os.waitpid(child, 0)
    print(json.dumps(failed))
"""


def test_no_import_goes_round_in_a_circle():
    grimp = pytest.importorskip("grimp", reason="grimp comes with import-linter")
    graph = grimp.build_graph("grader", exclude_type_checking_imports=True, cache_dir=None)
    edges = {name: graph.find_modules_directly_imported_by(name) for name in graph.modules}
    try:
        graphlib.TopologicalSorter(edges).prepare()
    except graphlib.CycleError as error:
        pytest.fail("imports in a circle: " + " -> ".join(error.args[1]))
