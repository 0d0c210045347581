"""Print what a large gradebook costs: inserting, rescoring, the class page.

    python benchmarks/gradebook.py [--quick] [--gradebook URL]

A class of 60 is graded for real; its results, hand-ins and recordings then fill a gradebook with ten classes of 10,000 students
(100,000 results): each student has a result of their own, and the hand-in of one of the 60. So rescoring finds many behaviours that
it has judged before, as in a class where most answers are right; a class of 10,000 different programs takes longer. `--quick` makes
classes of 1,000. Seconds in brackets are those of this process, whatever else the machine does.
"""

from __future__ import annotations

import argparse
import resource
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from grader.gradebook import Gradebook
    from grader.model import Assignment

SAMPLES = 60
CLASSES = 10


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--quick", action="store_true", help="classes of 1,000 instead of 10,000")
    parser.add_argument("--gradebook", default="", metavar="URL", help="an empty database; without one, SQLite in a temporary folder")
    options = parser.parse_args()
    students = 1_000 if options.quick else 10_000
    from grader.gradebook import Gradebook
    from grader.pipeline import ready

    homework = ready(ROOT, "dl-hw1")
    with tempfile.TemporaryDirectory() as scratch:
        small = Path(scratch) / "small"
        _grade(homework, Path(scratch) / "class", small)
        with Gradebook(options.gradebook or Path(scratch) / "large.sqlite") as book:
            _insert(homework, small, book, students)
            _page(homework, book)
            _rescore(homework, book, students)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory                       {peak:8.0f} MiB")


def _grade(homework: Assignment, folder: Path, out: Path) -> None:
    from benchmarks.generated import generate
    from grader.collect import find
    from grader.pipeline import grade_class, open_sandbox

    generate(homework, folder, SAMPLES)
    with open_sandbox(2) as sandbox:
        grade_class(homework, find(folder, homework), out, sandbox, jobs=2)


def _insert(homework: Assignment, small: Path, book: Gradebook, students: int) -> None:
    """Ten classes; each result is committed by itself, as `grader grade` does, and in the first class with its hand-in."""
    from grader.gradebook import Gradebook, Record, digests
    from grader.gradebook.coding import code_part

    with Gradebook(small / "gradebook.sqlite") as samples:
        kept = list(samples.newest(homework.id).values())
        judged = samples.judged({digest for one in kept for digest in digests(one.parts + one.machine)}, cases=True)
        handins = samples.handins({one.submission for one in kept})
        (run,) = samples.runs({one.run for one in kept}).values()
        book.keep(samples.recordings(_keys(small / "gradebook.sqlite")))
    coded = {digest: code_part(part) for digest, part in judged.items()}
    parts = 0
    clock = Clock()
    for number in range(CLASSES):
        assignment = homework.id if not number else f"{homework.id}-{number}"
        ran = book.begin(replace(run, assignment=assignment))
        for place in range(students):
            one = kept[place % len(kept)]
            handin = handins[one.submission]
            row = replace(one, student=f"student-{place:05}", assignment=assignment)
            some = {digest: coded[digest] for digest in digests(one.parts + one.machine)}
            book.record(ran, [Record(row, some, handin if not number else None)])
            parts += len(one.parts) // 16
    seconds, shown = clock.wall, str(clock)
    print(f"results in the gradebook          {CLASSES * students:8,}   ({parts:,} part-results, one commit a result)")
    print(f"insert                            {parts / seconds:8,.0f} part-results/s   {shown.strip()}   (goal >= 5,000)")


def _keys(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [key for (key,) in connection.execute("SELECT key FROM recordings")]


class Clock:
    """Seconds by the clock on the wall, and of them those that this process computed: other work on the machine costs the first only."""

    def __init__(self) -> None:
        self._wall, self._work = time.perf_counter(), time.process_time()

    @property
    def wall(self) -> float:
        """Seconds since it was made."""
        return time.perf_counter() - self._wall

    def __str__(self) -> str:
        return f"{self.wall:8.2f} s ({time.process_time() - self._work:.2f} s computing)"


def _page(homework: Assignment, book: Gradebook) -> None:
    from grader.pipeline.stored import class_of
    from grader.report.pages import class_page

    clock = Clock()
    stored = class_of(book, homework)
    page = class_page(stored, homework)
    print(f"class page of {len(stored.results):6,} students      {clock}   (goal < 2 s)")
    size = len(page.encode("utf-8", "replace")) / 1e6
    print(f"its size                          {size:8.2f} MB   (goal < 2 MB)")


def _rescore(homework: Assignment, book: Gradebook, students: int) -> None:
    """One question's points change, so that every total does."""
    from grader.pipeline import By, judge_again, open_sandbox

    first = homework.questions[0]
    dearer = replace(first, parts=(replace(first.parts[0], points=first.parts[0].points + 1), *first.parts[1:]))
    changed = replace(homework, questions=(dearer, *homework.questions[1:]))
    with open_sandbox(1) as sandbox:
        clock = Clock()
        again = judge_again(changed, book, sandbox, None, by=By(), may_run=False)
        print(f"rescore of {students:6,} submissions     {clock}, {len(again.changes):,} differ   (goal < 30 s)")
        if again.judged != students or len(again.changes) != students:
            raise SystemExit(f"{again.judged:,} were judged and {len(again.unknown):,} could not be: these figures mean nothing")
        clock = Clock()
        book.apply([(again.run, again.records)])
        print(f"commit of what differs            {clock}")


if __name__ == "__main__":
    main()
