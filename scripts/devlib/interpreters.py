"""Finds Python interpreters on this machine: the running one, pyenv's and those on the PATH."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Iterable, Iterator, Tuple

Minor = Tuple[int, int]

SUPPORTED: tuple[Minor, ...] = tuple((3, minor) for minor in range(13, 7, -1))

_PROBE = """
import importlib.util, json, sys
can_make_environments = all(map(importlib.util.find_spec, ("venv", "ensurepip")))
print(json.dumps([sys.version_info[:3], can_make_environments]))
"""


@dataclass(frozen=True)
class Interpreter:
    """A Python that was run and said which version it is."""

    path: str
    version: tuple[int, int, int]
    can_make_environments: bool

    @property
    def minor(self) -> Minor:
        return self.version[:2]

    @property
    def label(self) -> str:
        return spell(self.minor)


def spell(minor: Minor) -> str:
    """Spells a version as people do: ``3.8``."""
    return f"{minor[0]}.{minor[1]}"


@lru_cache(maxsize=None)
def find_interpreter(minor: Minor) -> Interpreter | None:
    """Finds an interpreter of this version that runs and can make virtual environments."""
    for path in _candidates(minor):
        interpreter = probe(path)
        if interpreter and interpreter.minor == minor and interpreter.can_make_environments:
            return interpreter
    return None


def find_newest(minors: Iterable[Minor]) -> Interpreter | None:
    """Finds the first of these versions that is on this machine."""
    return next(filter(None, map(find_interpreter, minors)), None)


def probe(path: str) -> Interpreter | None:
    """Runs an interpreter and asks for its version; None when it does not run.

    A shim of pyenv is found on the PATH but refuses to run unless its version is selected.
    """
    try:
        answer = subprocess.run(
            [path, "-c", _PROBE], capture_output=True, text=True, timeout=60, check=True
        )
        version, can_make_environments = json.loads(answer.stdout)
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
    return Interpreter(path, tuple(version), can_make_environments)


def _candidates(minor: Minor) -> Iterator[str]:
    if sys.version_info[:2] == minor:
        yield sys.executable
    yield from _known_to_pyenv(minor)
    yield from _on_path(minor)


def _known_to_pyenv(minor: Minor) -> list[str]:
    versions = Path(_pyenv_root()) / "versions"
    return sorted(map(str, versions.glob(f"{spell(minor)}.*/bin/python")), reverse=True)


@lru_cache(maxsize=None)
def _pyenv_root() -> str:
    if os.environ.get("PYENV_ROOT"):
        return os.environ["PYENV_ROOT"]
    if shutil.which("pyenv"):
        answer = subprocess.run(["pyenv", "root"], capture_output=True, text=True, check=False)
        if answer.returncode == 0:
            return answer.stdout.strip()
    return str(Path.home() / ".pyenv")


def _on_path(minor: Minor) -> Iterator[str]:
    for folder in os.get_exec_path():
        found = shutil.which(f"python{spell(minor)}", path=folder)
        if found:
            yield found
