"""Promises about what type checkers say of a user's program."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
FRAMEWORK = HERE.parent.parent / "framework"


def needs(module: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(
        importlib.util.find_spec(module) is None, reason=f"{module} is not installed"
    )


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        env={**os.environ, "MYPYPATH": str(FRAMEWORK)},
        capture_output=True,
        text=True,
        check=False,
    )


@needs("mypy")
@pytest.mark.parametrize("file", ["users.py", "mistakes.py"])
def test_mypy_finds_the_mistakes_and_nothing_else(file: str, tmp_path: Path) -> None:
    options = ["--strict", "--config-file=", "--follow-imports=silent", "--python-version=3.10"]
    ran = run("mypy", *options, "--cache-dir", str(tmp_path), str(HERE / file))
    assert ran.stdout == "Success: no issues found in 1 source file\n", ran.stdout + ran.stderr


def pyright(file: str, folder: Path) -> Any:
    """Return pyright's report of a file in which no comment hides anything."""
    settings = {
        "include": [os.path.relpath(HERE / file, folder)],
        "extraPaths": [os.path.relpath(FRAMEWORK, folder)],
        "pythonVersion": "3.10",
        "enableTypeIgnoreComments": False,
    }
    (folder / "pyrightconfig.json").write_text(json.dumps(settings))
    ran = run("pyright", "--outputjson", "--project", str(folder), "--pythonpath", sys.executable)
    assert ran.stdout, ran.stderr
    return json.loads(ran.stdout)


@needs("pyright")
@pytest.mark.parametrize("file", ["users.py", "mistakes.py"])
def test_pyright_finds_the_mistakes_and_nothing_else(file: str, tmp_path: Path) -> None:
    report = pyright(file, tmp_path)
    assert report["summary"]["filesAnalyzed"] == 1
    found = {entry["range"]["start"]["line"] for entry in report["generalDiagnostics"]}
    lines = (HERE / file).read_text().splitlines()
    marked = {number for number, line in enumerate(lines) if "# type: ignore[" in line}
    assert found == marked, report["generalDiagnostics"]
