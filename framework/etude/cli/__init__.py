"""The command `etude`, which finds an application and serves it.

    pyproject.py   the entry point that a project names in its `pyproject.toml`
    targets.py     paths, import strings and default files -> the modules that they mean
    discovery.py   those modules -> the one application
    importing.py   imports the user's module, and says what failed in it
    output.py      what is printed before the server speaks
    _run.py        hands the application over to the server
    commands.py    `etude dev` and `etude run`

Typer and uvicorn are imported by the last two only, when the command runs.
"""

from __future__ import annotations

import sys

__all__ = ["main"]

STANDARD_MODULES = frozenset({"typer", "uvicorn", "tomli"})

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
        if error.name not in STANDARD_MODULES:
            raise
        sys.exit(INSTALL_HINT.format(name=error.name))
    application(prog_name="etude")
