"""`grader doctor`: what this machine can do to lock student code in."""

from __future__ import annotations

import platform
import sys
from typing import TYPE_CHECKING, Any

import typer

from grader.cli.options import AsJson, console

if TYPE_CHECKING:
    from grader.pipeline import Sandbox


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="doctor")(doctor)


def doctor(as_json: AsJson = False) -> None:
    """Show the isolation level of this machine, its layers, and how to get what is missing."""
    import json

    from grader.pipeline import open_sandbox

    with open_sandbox(1) as sandbox:
        facts = _facts(sandbox)
    if as_json:
        print(json.dumps(facts, indent=2))
        return
    terminal = console()
    terminal.print(f"isolation   {facts['isolation']}   ({facts['reason']})")
    for layer in facts["layers"]:
        terminal.print(f"  {layer['name']:<12}  {layer['state']}   ({layer['purpose']})")
        if layer["remedy"]:
            terminal.print(f"  {'':<12}  why: {layer['problem']}\n  {'':<12}  {layer['remedy']}", soft_wrap=True)
    terminal.print(f"kernel      {facts['kernel']}\npython      {facts['python']}  {facts['interpreter']}", soft_wrap=True)
    for profile in facts["profiles"]:
        found = profile["version"] or f"not installed. {profile['how_to_get']}"
        terminal.print(f"profile     {profile['name']:<6} {found}", soft_wrap=True)
    for name, number in facts["packages"].items():
        terminal.print(f"{name:<11} {number}")


def _facts(sandbox: Sandbox) -> dict[str, Any]:
    from grader.pipeline import PROFILES

    return {
        "isolation": sandbox.level,
        "reason": sandbox.reason,
        "layers": [layer._asdict() for layer in sandbox.layers],
        "remedies": list(sandbox.remedies),
        "kernel": f"{platform.system()} {platform.release()} {platform.machine()}",
        "python": platform.python_version(),
        "interpreter": sys.executable,
        "profiles": [{"name": p.name, "version": p.version, "how_to_get": "" if p.version else p.how_to_get} for p in PROFILES.values()],
        "packages": {name: _version(name) for name in ("grader", "numpy", "sympy", "PyYAML", "Jinja2", "nbformat")},
    }


def _version(package: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed (running from a checkout)" if package == "grader" else "not installed"
