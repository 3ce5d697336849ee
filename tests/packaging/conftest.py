"""A wheel of the tree, and interpreters to install it on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from devlib.interpreters import Interpreter, find_interpreter, spell  # noqa: E402 - found through the line above


@pytest.fixture(scope="session")
def wheel(tmp_path_factory) -> Path:
    """The wheel that ``pip`` builds from the tree."""
    folder = tmp_path_factory.mktemp("wheel")
    pip(sys.executable, "wheel", "--no-deps", "--wheel-dir", str(folder), str(ROOT))
    [built] = folder.glob("*.whl")
    return built


@pytest.fixture(scope="session", params=[(3, 8), (3, 13)], ids=spell)
def interpreter(request) -> Interpreter:
    """The oldest and the newest supported Python, in turn."""
    found = find_interpreter(request.param)
    if found:
        return found
    reason = f"no Python {spell(request.param)} that runs is on the PATH or known to pyenv"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def installed(interpreter, tmp_path_factory) -> Path:
    """The programs of an environment into which the tree was installed with its standard extra."""
    folder = tmp_path_factory.mktemp(f"installed-{interpreter.label}")
    run(interpreter.path, "-m", "venv", str(folder))
    python = str(folder / "bin" / "python")
    pip(python, "install", "--upgrade", "pip")  # an old one can take very long to choose versions
    pip(python, "install", f"{ROOT}[standard]")
    return folder / "bin"


def pip(python: str, *arguments: str) -> None:
    run(python, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments)


def run(*command: str) -> str:
    """Runs a command outside the repository; its words are in the failure."""
    done = subprocess.run(
        command, cwd="/", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}"
    return done.stdout
