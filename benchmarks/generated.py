"""Make a class of any size: correct and mistaken variants of the reference, each with its own text."""

from __future__ import annotations

import random
from pathlib import Path

from grader.model import Assignment


def generate(assignment: Assignment, folder: Path, count: int, *, seed: int = 0) -> Path:
    """Write `count` submissions that differ in every file; a third of them makes known mistakes.

    Every file carries the student's number, so nothing is shared between submissions and no cache can help.
    """
    if assignment.reference is None:
        raise ValueError("generating a class needs the reference")
    rng = random.Random(seed)
    for number in range(count):
        student = folder / f"student-{number:05d}"
        student.mkdir(parents=True)
        mistakes = rng.sample(assignment.mistakes, k=rng.randint(1, 3)) if assignment.mistakes and number % 3 == 0 else []
        for name, module in assignment.reference.modules.items():
            source = "\n".join(chunk.source for chunk in module.chunks)
            made = [mistake.source for mistake in mistakes if mistake.module == name]
            text = "\n\n".join([f"# student {number}", source, *made, f"MY_NUMBER = {number}"])
            (student / f"{name}.py").write_text(text + "\n", encoding="utf-8")
        answers = [f"## {local}\n\n{answer.text}\n" for local, answer in assignment.reference.answers.items()]
        (student / "answers.md").write_text("\n".join(answers) + f"\n<!-- {number} -->\n", encoding="utf-8")
    return folder
