"""`grader doctor`: what this machine can do to lock student code in."""

from __future__ import annotations

import platform
import sys

import typer

from grader.cli.options import AsJson, console


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="doctor")(doctor)


def doctor(as_json: AsJson = False) -> None:
    """Show the isolation level of this machine, its layers, and how to get what is missing."""
    import json

    from grader.pipeline import open_sandbox

    packages = {name: _version(name) for name in ("grader", "numpy", "sympy", "PyYAML", "Jinja2", "nbformat")}
    with open_sandbox(1) as sandbox:
        facts = {
            "isolation": sandbox.level,
            "reason": sandbox.reason,
            "remedies": list(sandbox.remedies),
            "kernel": f"{platform.system()} {platform.release()} {platform.machine()}",
            "python": platform.python_version(),
            "interpreter": sys.executable,
            "packages": packages,
        }
    if as_json:
        print(json.dumps(facts, indent=2))
        return
    terminal = console()
    terminal.print(f"isolation   {sandbox.level}   ({sandbox.reason})")
    for remedy in sandbox.remedies:
        terminal.print(f"  missing   {remedy}")
    terminal.print(f"kernel      {facts['kernel']}\npython      {facts['python']}  {facts['interpreter']}", soft_wrap=True)
    for name, number in packages.items():
        terminal.print(f"{name:<11} {number}")


def _version(package: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed (running from a checkout)" if package == "grader" else "not installed"
