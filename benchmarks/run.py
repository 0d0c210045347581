"""Print what grading costs as ratios against a floor measured in the same run.

    python benchmarks/run.py [--quick]

Rows: the whole way (collect to report) against the floor, throughput of whole submissions and of cheap ones (one question),
linearity 200 to 2,000, peak memory, a single submission from cold, and `grader --help`. Absolute seconds depend on the machine;
read the ratios.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--quick", action="store_true", help="a class of 60 and no run of 2,000")
    parser.add_argument("--whole-way", nargs=3, metavar=("CLASS", "OUT", "QUESTION"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.whole_way:
        folder, out, question = options.whole_way
        _whole_way(Path(folder), Path(out), question)
        return
    with tempfile.TemporaryDirectory() as scratch:
        _class_rows(Path(scratch), small=60 if options.quick else 200, large=0 if options.quick else 2000)
    _start_rows()


def _class_rows(scratch: Path, *, small: int, large: int) -> None:
    from benchmarks.floor import floor_seconds
    from benchmarks.generated import generate
    from grader.collect import collect, find
    from grader.pipeline import ready

    homework = ready(ROOT, "dl-hw1")
    folder = generate(homework, scratch / f"class-{small}", small)
    plans = [case.plan for part in homework.parts for case in part.cases if case.plan]
    submissions = [collect(entry, homework) for entry in find(folder, homework)]
    floor_seconds(submissions[:5], plans)
    floor = floor_seconds(submissions, plans)
    seconds, memory = _measure(folder, scratch / "out-small")
    print(f"class of {small}: floor {1000 * floor / small:.1f} ms a submission, {len(plans)} cases, {len(homework.parts)} parts")
    print(f"whole way / floor                 {seconds / floor:6.2f} x    (goal <= 3)")
    print(f"throughput                        {small / seconds:6.1f} submissions/s")
    cheap, _ = _measure(folder, scratch / "out-cheap", question="q4")
    print(f"throughput of one question        {small / cheap:6.1f} submissions/s   (goal >= 40)")
    again, _ = _measure(folder, scratch / "out-small")
    print(f"second run / first run            {again / seconds:6.2f} x")
    if large:
        big, memory_big = _measure(generate(homework, scratch / f"class-{large}", large), scratch / "out-large")
        print(f"seconds a submission {small} -> {large}  {(big / large) / (seconds / small):6.2f} x    (goal 0.9 .. 1.1)")
        print(f"peak memory at {large}              {memory_big:6.0f} MB   (goal < 400)")
    print(f"peak memory at {small}               {memory:6.0f} MB")


def _measure(folder: Path, out: Path, *, question: str = "all") -> tuple[float, float]:
    """Wall seconds of the whole way in a warm process of its own, and that process's peak memory in MB."""
    words = [sys.executable, str(Path(__file__)), "--whole-way", str(folder), str(out), question]
    answer = subprocess.run(words, check=True, capture_output=True, text=True).stdout.split()
    return float(answer[-2]), float(answer[-1])


def _whole_way(folder: Path, out: Path, question: str) -> None:
    from grader.collect import find
    from grader.pipeline import grade_class, only_parts, open_sandbox, ready

    homework = ready(ROOT, "dl-hw1")
    if question != "all":
        homework = only_parts(homework, frozenset(p.address.local for p in homework.parts if p.address.question == question))
    jobs = len(os.sched_getaffinity(0))
    with open_sandbox(jobs) as sandbox:
        started = time.perf_counter()
        grade_class(homework, find(folder, homework), out, sandbox, jobs=jobs)
        seconds = time.perf_counter() - started
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def _start_rows() -> None:
    bare = _cpu([sys.executable, "-c", "pass"])
    grader = [sys.executable, "-m", "grader"]
    one = ROOT / "examples" / "classroom"
    first = sorted(p for p in one.iterdir() if p.is_dir())[0]
    with tempfile.TemporaryDirectory() as out:
        cold = _cpu([*grader, "grade", "dl-hw1", str(first), "--out", out])
    print(f"grader --help                     {_cpu([*grader, '--help']):6.2f} s CPU  (goal < 0.25; a bare interpreter: {bare:.3f})")
    print(f"one submission from cold          {cold:6.2f} s CPU  (goal < 1.5)")


def _cpu(words: list[str]) -> float:
    """CPU seconds of a command and its children, the best of three."""
    best = float("inf")
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(words, check=False, capture_output=True, cwd=ROOT)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return best


if __name__ == "__main__":
    main()
