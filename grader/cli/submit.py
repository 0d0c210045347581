"""`grader submit`: one zip to upload, and a receipt."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from grader.cli.options import AsJson, console

_TOLD = 12


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="submit")(submit)


def submit(
    out: Annotated[Path | None, typer.Option("--out", help="The zip to write. Default: ASSIGNMENT-submission.zip in the folder.")] = None,
    as_json: AsJson = False,
) -> None:
    """Pack your work into one zip with a receipt code, in the folder of the homework.

    Says first what is missing, untouched or failing; it packs all the same. Exit codes: 0 packed, 2 nothing could be packed.
    """
    import json
    from datetime import UTC, datetime

    from grader.selfcheck import check, complaints, open_workbook, pack_work

    workbook = open_workbook()
    report = check(workbook)
    packed = pack_work(workbook, datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
    target = out or workbook.folder / f"{workbook.assignment.id}-submission.zip"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(packed.archive)
    told = complaints(report)
    if as_json:
        facts = {
            "zip": str(target),
            "receipt": packed.receipt,
            "files": list(packed.files),
            "complaints": told,
            "notes": list(packed.notes),
        }
        print(json.dumps(facts, indent=2, ensure_ascii=False))
        return
    terminal = console()
    if told:
        terminal.print("Before you upload it, have a look at this:", markup=False)
        for line in told[:_TOLD]:
            terminal.print(f"  {line}", markup=False)
        if len(told) > _TOLD:
            terminal.print(f"  and {len(told) - _TOLD} more: run grader check", markup=False)
        terminal.print()
    for note in packed.notes:
        terminal.print(f"note: {note}", markup=False)
    terminal.print(f"Packed {len(packed.files)} files into {target.name}: {', '.join(packed.files)}", markup=False)
    terminal.print(f"Receipt {packed.receipt}: keep it. Now upload {target.name} where your course collects it.", markup=False)
