"""Runs the programs with FastAPI and with Etude, in an environment with the packages of the table."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Callable

import pytest

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

import compatibility  # noqa: E402
from devlib.environments import Environment  # noqa: E402
from devlib.interpreters import find_interpreter  # noqa: E402
from devlib.layout import LOGS  # noqa: E402

TRIED = compatibility.load_packages()
DEADLINE = 120.0


@pytest.fixture(scope="session")
def python() -> str:
    """The interpreter of the environment, which is made if it has to be."""
    minor = tuple(int(part) for part in TRIED["python"].split("."))
    interpreter = find_interpreter(minor)
    if interpreter is None:
        pytest.skip(f"There is no Python {TRIED['python']}, on which the packages were tried")
    needed = tuple(compatibility.requirements(TRIED))
    environment = Environment("third-party", interpreter, needed)
    log = LOGS / "prepare-third-party.log"
    assert environment.make(log), f"The environment cannot be made:\n{log.read_text()}"
    return environment.python


Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run(python: str) -> Run:
    """Runs the interpreter with arguments; Etude is there as well."""

    def start(*arguments: Any) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [python, *map(str, arguments)],
            env={**os.environ, "PYTHONPATH": str(ROOT / "framework")},
            capture_output=True,
            text=True,
            timeout=DEADLINE,
            check=False,
        )

    return start
