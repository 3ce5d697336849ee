"""Makes the virtual environments of the subjects, once for each set of requirements."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Sequence

from benchmarks.errors import EnvironmentFailure
from benchmarks.subjects import ENVIRONMENTS, FRAMEWORK_VARIABLE, Subject

ROOT = Path(__file__).resolve().parent.parent
COMPLETE = "complete"
LEFT_OUT = ("PYTHONPATH", "PYTHONDONTWRITEBYTECODE")


@dataclass(frozen=True)
class Environment:
    """A virtual environment that is there, or is still to be made."""

    name: str
    requirements: tuple[str, ...]
    folder: Path

    @property
    def python(self) -> Path:
        """Return the interpreter."""
        return self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    def is_complete(self) -> bool:
        """Return whether everything was installed."""
        return (self.folder / COMPLETE).exists()


def fingerprint(requirements: Sequence[str], root: Path = ROOT) -> str:
    """Return what changes with the interpreter, the requirements and an editable project."""
    parts = [sys.version, sys.executable, *requirements]
    if "--editable" in requirements:
        parts += [str(root), (root / "pyproject.toml").read_text(encoding="utf-8")]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]


def locate(name: str, folder: Path, root: Path = ROOT) -> Environment:
    """Return the environment of that name, as it should be now."""
    requirements = ENVIRONMENTS[name]
    return Environment(name, requirements, folder / f"{name}-{fingerprint(requirements, root)}")


def prepare(environment: Environment, say: Callable[[str], None], fresh: bool = False) -> None:
    """Make an environment, unless it is there already; with `fresh`, make it again."""
    if environment.is_complete() and not fresh:
        return
    say(f"Making the environment {environment.name}: {' '.join(environment.requirements)}")
    shutil.rmtree(environment.folder, ignore_errors=True)
    environment.folder.parent.mkdir(parents=True, exist_ok=True)
    _run(environment, [sys.executable, "-m", "venv", str(environment.folder)])
    install = [str(environment.python), "-m", "pip", "install", "--disable-pip-version-check"]
    _run(environment, [*install, *environment.requirements])
    (environment.folder / COMPLETE).write_text("\n".join(environment.requirements) + "\n")


def versions_in(python: Path) -> dict[str, str]:
    """Return the versions that an interpreter has of itself and of what is measured."""
    program = "import json; from benchmarks.machine import versions; print(json.dumps(versions()))"
    told = subprocess.check_output([str(python), "-c", program], cwd=ROOT, text=True)
    versions: dict[str, str] = json.loads(told)
    return versions


def variables_for(subject: Subject) -> dict[str, str]:
    """Return the environment variables of a process that runs a subject."""
    variables = {key: value for key, value in os.environ.items() if key not in LEFT_OUT}
    variables.update(PYTHONHASHSEED="0", PYTHONNOUSERSITE="1")
    variables[FRAMEWORK_VARIABLE] = subject.framework
    return variables


def _run(environment: Environment, command: Sequence[str]) -> None:
    done = subprocess.run(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if done.returncode != 0:
        raise EnvironmentFailure(
            f"The environment {environment.name} in {environment.folder} cannot be made: "
            f"`{' '.join(command)}` ended with status {done.returncode} and said\n\n"
            f"{done.stdout.strip()}\n\n"
            "It needs the modules venv and ensurepip (Debian: python3-venv) and a package index "
            "that pip reaches."
        )
