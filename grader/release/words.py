"""The page that goes with a release, and what to install."""

from __future__ import annotations

from grader.model import Assignment, Part

NUMPY = "numpy>=2.2"
_PAGE = """# {title}

You write in {files}.
If you like notebooks better, write in `{id}.ipynb`, which holds the same; hand in one of the two. Leave names and headings as they are.

| | question | points |
|---|---|--:|
{rows}

## Once

You need Python 3.11 or newer. In this folder:

```
python -m venv .venv
source .venv/bin/activate        (Windows: .venv\\Scripts\\activate)
pip install -r requirements.txt
```

and install the package `grader` as your course tells you.

## While you work

```
grader check                      everything
grader check {question:<20} one question
grader check {part:<20} one part, or a single check of it
grader check --watch              again whenever you save
grader hint {part:<21} help with one part, a step at a time, where there is any
```

The checks look at small examples and at facts that must hold. When one fails, read it from the top: what went in, what came
back, which rule broke, and one next step. Derivations and numbers are read back to you; what you write in words is only
counted. Passing all of this is a good sign and no promise: more checks, which nobody sees, run when you submit.

In a notebook, `from grader import check; check("{part}")` shows the same for what you have just defined. Plain `pytest`, once you
have it, lists the checks as tests.

## At the end

```
grader submit
```

packs your work into one zip and prints a receipt code. Upload the zip where your course collects it, and keep the code.

## What else is here

`cases/` holds the checks, `assignment.yaml` the questions, `.grader/` what the checks compare with. They are graded from a
copy of ours, so changing them changes nothing.
"""


def requirements() -> str:
    """What a student's Python needs besides the package that the course hands out."""
    return f"# The package `grader` itself comes from your course; it checks your work and packs it.\n{NUMPY}\n"


def readme(assignment: Assignment) -> str:
    """One page: what is in the folder and what to type."""
    coded = [part for part in assignment.parts if ":" in part.kind.answer]
    files = dict.fromkeys(part.kind.answer.partition(":")[0] for part in (*coded, *assignment.parts))
    rows = (f"| {question.id} | {question.title} | {_points(question.parts)} |" for question in assignment.questions)
    return _PAGE.format(
        title=assignment.title,
        id=assignment.id,
        files=_listed(list(files)),
        rows="\n".join(rows),
        question=assignment.questions[-1].id,
        part=(coded or list(assignment.parts))[0].address.local,
    )


def _listed(files: list[str]) -> str:
    names = [f"`{file}`" for file in files]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _points(parts: tuple[Part, ...]) -> str:
    return f"{float(sum(part.points for part in parts)):g}"
