"""Virtual environments under ``.cache/``, made once and made again when their contents would change."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Mapping, Sequence

from devlib.commands import Command, run
from devlib.interpreters import Interpreter
from devlib.layout import ENVIRONMENTS, ROOT

# Variables that would let a package from elsewhere shadow the installed one.
_LEFT_OUT = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")


@dataclass(frozen=True)
class Environment:
    """A virtual environment: an interpreter and what pip installs into it."""

    name: str
    interpreter: Interpreter
    requirements: tuple[str, ...]

    @property
    def folder(self) -> Path:
        return ENVIRONMENTS / f"{self.name}-{self.interpreter.label}"

    @property
    def python(self) -> str:
        return str(self.folder / "bin" / "python")

    @property
    def is_current(self) -> bool:
        """Whether it was made completely, by this interpreter, from the files as they are now."""
        return is_filled(self.folder, self._fingerprint()) and Path(self.python).exists()

    def make(self, log: Path) -> bool:
        """Makes the environment anew, if it has to; returns whether it is there now."""
        return self.is_current or fill(
            self.folder, self._commands(), self.variables(), log, self._fingerprint()
        )

    def variables(self, **more: str) -> dict[str, str]:
        """The variables of a program that runs in this environment."""
        kept = {name: value for name, value in os.environ.items() if name not in _LEFT_OUT}
        path = os.pathsep.join([str(self.folder / "bin"), kept.get("PATH", os.defpath)])
        return {**kept, "PATH": path, "PYTHONUNBUFFERED": "1", **more}

    def _commands(self) -> list[list[str]]:
        pip = [self.python, "-m", "pip", "--disable-pip-version-check", "install"]
        return [
            [self.interpreter.path, "-m", "venv", str(self.folder)],
            # The pip that comes with an old Python can take very long to choose versions.
            [*pip, "--progress-bar", "off", "--upgrade", "pip"],
            [*pip, "--progress-bar", "off", *self.requirements],
        ]

    def _fingerprint(self) -> str:
        """Names everything that decides what the environment holds."""
        parts = (ROOT, self.interpreter, self.requirements, packaging_part(ROOT / "pyproject.toml"))
        return hashlib.sha256(repr(parts).encode()).hexdigest()


def is_filled(folder: Path, fingerprint: str) -> bool:
    """Whether a folder was filled completely, when it was to hold the same."""
    stamp = folder / "stamp"
    return stamp.exists() and stamp.read_text(encoding="utf-8") == fingerprint


def fill(
    folder: Path,
    commands: Sequence[Command],
    variables: Mapping[str, str],
    log: Path,
    fingerprint: str,
) -> bool:
    """Runs the commands that fill a folder, from nothing; returns whether all of them succeeded."""
    shutil.rmtree(folder, ignore_errors=True)
    log.parent.mkdir(parents=True, exist_ok=True)
    log.write_text("", encoding="utf-8")
    if any(run(command, variables, log) for command in commands):
        return False
    (folder / "stamp").write_text(fingerprint, encoding="utf-8")
    return True


def packaging_part(pyproject: Path) -> str:
    """Returns what ``pyproject.toml`` says about the package: all but the settings of other tools."""
    tables = re.split(r"(?m)^(?=\[)", pyproject.read_text(encoding="utf-8"))
    return "".join(table for table in tables if not re.match(r"\[+tool\.(?!hatch)", table))
