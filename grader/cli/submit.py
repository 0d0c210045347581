"""`grader submit`: one zip to upload, and a receipt."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from grader.cli.options import AsJson, Lang, console

_TOLD = 12


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="submit")(submit)


def submit(
    out: Annotated[Path | None, typer.Option("--out", help="The zip to write. Default: ASSIGNMENT-submission.zip in the folder.")] = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Pack your work into one zip with a receipt code, in the folder of the homework.

    Says first what is missing, untouched or failing; it packs all the same. Exit codes: 0 packed, 2 nothing could be packed.
    """
    import json
    from datetime import UTC, datetime

    from grader.catalogue import language
    from grader.selfcheck import check, complaints, open_workbook, pack_work
    from grader.selfcheck.standing import remember

    workbook = open_workbook()
    tell = language(lang or workbook.assignment.language)
    report = check(workbook)
    now = datetime.now(UTC)
    packed = pack_work(workbook, now.strftime("%Y-%m-%dT%H:%M:%SZ"))
    target = out or workbook.folder / workbook.archive
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(packed.archive)
    remember(workbook.folder, f"{now:%Y-%m-%d %H:%M} UTC", packed.receipt)
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
        terminal.print(tell("Before you upload it, have a look at this:"), markup=False)
        for line in told[:_TOLD]:
            terminal.print(f"  {tell.of(line)}", markup=False)
        if len(told) > _TOLD:
            terminal.print("  " + tell("and {count} more: run grader check", count=len(told) - _TOLD), markup=False)
        terminal.print()
    for note in packed.notes:
        terminal.print(tell("note: {words}", words=tell.of(note)), markup=False)
    terminal.print(tell("Packed into {file}: {files}", file=target.name, files=", ".join(packed.files)), markup=False)
    last = tell("Receipt {code}: keep it. Now upload {file} where your course collects it.", code=packed.receipt, file=target.name)
    terminal.print(last, markup=False)
