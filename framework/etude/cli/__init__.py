"""The command `etude`, which finds an application, serves it, and tells about it.

    targets.py     paths, import strings, settings and default files -> the modules that they mean
    discovery.py   those modules, imported -> the one application
    program.py     what a command is; options that several have
    output.py      what is printed before the server speaks
    commands.py    `etude dev` and `etude run`
    routes.py      the routes of an application, and which of them are never reached
    checks.py      mistakes that can be seen without a request
    reports.py     `etude routes`, `etude openapi`, `etude compare` and `etude check`
    migrate.py     `etude migrate`, which changes Python files by rewriting.py

Typer and uvicorn are imported by the modules of commands only, when the command runs.
"""

from __future__ import annotations

import sys
from importlib import import_module

__all__ = ["main"]

COMMANDS = ("etude.cli.commands", "etude.cli.reports", "etude.cli.migrate")
"""The modules that add commands when they are imported, in the order of the help."""

INSTALL_HINT = """\
etude: the command line needs `{name}`, which is not installed.
Install Etude with its `standard` extra:

    pip install "etude[standard]"\
"""


def main() -> None:
    """Runs the command line and ends the process with its exit status."""
    try:
        for name in COMMANDS:
            import_module(name)
    except ModuleNotFoundError as error:
        if error.name not in ("typer", "uvicorn", "tomli"):
            raise
        sys.exit(INSTALL_HINT.format(name=error.name))
    import_module("etude.cli.program").application(prog_name="etude")
