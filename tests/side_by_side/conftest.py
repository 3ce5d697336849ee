"""Runs all apps with both frameworks, once a session, in an environment of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parents[1]
sys.path[:0] = [str(FOLDER), str(ROOT / "scripts")]

import comparing  # noqa: E402

from devlib.environments import Environment  # noqa: E402
from devlib.interpreters import probe  # noqa: E402
from devlib.layout import LOGS  # noqa: E402

OLDEST_OF_REFERENCE = (3, 10)
REQUIREMENTS = (
    "fastapi==0.165.0",
    "starlette==1.10.0",
    "pydantic==2.14.3",
    "email-validator==2.4.0",
    "httpx2==2.16.2",
    "jinja2==3.1.6",
    "python-multipart==0.0.34",
)
"""What both frameworks run on, so that a difference is one between the two."""


@pytest.fixture(scope="session")
def outcomes(tmp_path_factory):
    """What FastAPI and what Etude made of the apps: two mappings by the names of the apps."""
    if sys.version_info < OLDEST_OF_REFERENCE:
        pytest.skip("FastAPI 0.165 needs Python 3.10")
    python = _prepare()
    files = {name: tmp_path_factory.mktemp(name) / "answers.json" for name in ("fastapi", "etude")}
    running = {name: _start(python, name, file) for name, file in files.items()}
    for name, process in running.items():
        output = process.communicate()[0]
        assert process.returncode == 0, f"{name} does not run the apps:\n{output}"
    return comparing.load(files["fastapi"]), comparing.load(files["etude"])


def _prepare():
    """Make the environment, if it has to be made, and return its interpreter."""
    environment = Environment("side-by-side", probe(sys.executable), REQUIREMENTS)
    log = LOGS / "prepare-side-by-side.log"
    assert environment.make(log), f"The environment cannot be made:\n{log.read_text()}"
    return environment.python


def _start(python, name, target):
    variables = {**os.environ, "SUBJECT": name, "PYTHONPATH": str(ROOT / "framework")}
    return subprocess.Popen(
        [python, str(FOLDER / "run.py"), str(target)],
        env=variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def read_toml(file):
    """Return what a TOML file says."""
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    return tomllib.loads(file.read_text(encoding="utf-8"))
