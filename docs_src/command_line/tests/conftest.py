"""The command `etude`, run in a directory as a reader runs it."""

import subprocess
import sys

import pytest


def _run(directory, *arguments):
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=directory,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def python():
    """Runs Python in a directory."""
    return _run


@pytest.fixture
def etude():
    """Runs `etude` in a directory."""
    return lambda directory, *arguments: _run(directory, "-m", "etude", *arguments)


@pytest.fixture(autouse=True)
def modules_of_examples_are_forgotten(monkeypatch):
    """`find` imports files of examples under the names that readers give them."""
    monkeypatch.setattr(sys, "path", list(sys.path))
    before = set(sys.modules)
    yield
    for name in {"main", "app", "api", "tutorial003"} - before:
        sys.modules.pop(name, None)
