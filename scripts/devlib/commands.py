"""Runs commands and keeps what they print in a log."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Mapping, Sequence

from devlib.layout import ROOT

Command = Sequence[str]

_SECONDS_AT_MOST = 20 * 60
_NOT_STARTED = 127
_TIMED_OUT = 124


def run_all(commands: Sequence[Command], variables: Mapping[str, str], log: Path) -> bool:
    """Runs every command, also after one has failed; returns whether all of them succeeded."""
    log.parent.mkdir(parents=True, exist_ok=True)
    log.write_text("", encoding="utf-8")
    statuses = [run(command, variables, log) for command in commands]
    return not any(statuses)


def run(command: Command, variables: Mapping[str, str], log: Path) -> int:
    """Runs a command in the repository, adds what it prints to the log, returns its exit status."""
    with log.open("a", encoding="utf-8") as output:
        output.write(f"$ {' '.join(command)}\n")
        output.flush()
        try:
            return subprocess.run(
                command,
                cwd=ROOT,
                env=dict(variables),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                timeout=_SECONDS_AT_MOST,
                check=False,
            ).returncode
        except OSError as error:
            output.write(f"The command does not start: {error}\n")
            return _NOT_STARTED
        except subprocess.TimeoutExpired:
            output.write(f"Ended by force after {_SECONDS_AT_MOST} seconds.\n")
            return _TIMED_OUT
