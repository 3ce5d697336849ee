"""The command `etude`, which finds an application and serves it.

    targets.py     paths, import strings, settings and default files -> the modules that they mean
    discovery.py   those modules, imported -> the one application
    output.py      what is printed before the server speaks
    commands.py    `etude dev` and `etude run`
    migrate.py     `etude migrate`, which changes Python files by rewriting.py

Typer and uvicorn are imported by the last one only, when the command runs.
"""

from __future__ import annotations

import sys

__all__ = ["main"]

INSTALL_HINT = """\
etude: the command line needs `{name}`, which is not installed.
Install Etude with its `standard` extra:

    pip install "etude[standard]"\
"""


def main() -> None:
    """Runs the command line and ends the process with its exit status."""
    try:
        from etude.cli.commands import application
    except ModuleNotFoundError as error:
        if error.name not in ("typer", "uvicorn", "tomli"):
            raise
        sys.exit(INSTALL_HINT.format(name=error.name))
    application(prog_name="etude")
