"""Which interpreters the scripts find, among programs that stand in for them."""

from __future__ import annotations

import sys

import pytest

from devlib import interpreters
from devlib.interpreters import find_interpreter

MINOR = (3, 77)  # no machine has it


@pytest.fixture(autouse=True)
def machine(monkeypatch, tmp_path):
    """A machine with an empty PATH and an empty pyenv."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    _forget()
    yield tmp_path
    _forget()


def test_an_interpreter_on_the_path_is_found(machine):
    path = install(machine / "bin" / "python3.77", "echo '[[3, 77, 1], true]'")

    found = find_interpreter(MINOR)

    assert found is not None
    assert (found.path, found.label) == (str(path), "3.77")


def test_an_interpreter_that_only_pyenv_knows_is_found(machine):
    install(machine / "bin" / "python3.77", "exit 127")  # a shim that refuses to run
    known = machine / "pyenv" / "versions" / "3.77.1" / "bin" / "python"
    install(known, "echo '[[3, 77, 1], true]'")

    found = find_interpreter(MINOR)

    assert found is not None
    assert found.path == str(known)


@pytest.mark.parametrize(
    "script",
    ["exit 127", "echo nonsense", "echo '[[3, 76, 1], true]'", "echo '[[3, 77, 1], false]'"],
    ids=["does not run", "is no Python", "is of another version", "makes no environments"],
)
def test_an_interpreter_is_passed_over_when_it(script, machine):
    install(machine / "bin" / "python3.77", script)

    assert find_interpreter(MINOR) is None


def test_the_running_interpreter_is_found_wherever_it_lies():
    found = find_interpreter(sys.version_info[:2])

    assert found is not None
    assert found.path == sys.executable


def install(path, script):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def _forget() -> None:
    interpreters.find_interpreter.cache_clear()
    interpreters._pyenv_root.cache_clear()
