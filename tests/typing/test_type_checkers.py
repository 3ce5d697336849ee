"""Promises about what type checkers say of a user's program."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typing_extensions import get_type_hints

from etude._options import FullRouteOptions, RouteOptions, RouterOptions
from etude.applications import AppOptions
from etude.params import BodyOptions, FieldOptions, HeaderOptions

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


OPTIONS = {
    "app.get('/', {}=object())": RouteOptions,
    "app.router.add_api_route('/', len, {}=object())": FullRouteOptions,
    "app.include_router(APIRouter(), {}=object())": RouterOptions,
    "APIRouter({}=object())": RouterOptions,
    "Etude({}=object())": AppOptions,
    "Query({}=object())": FieldOptions,
    "Header({}=object())": HeaderOptions,
    "Body({}=object())": BodyOptions,
}
"""What takes options, and which they are."""


@pytest.fixture
def wrong_options(tmp_path: Path) -> Path:
    """Write a program that gives a wrong value to every option but those that take any."""
    calls = [
        call.format(name)
        for call, options in OPTIONS.items()
        for name, hint in get_type_hints(options).items()
        if hint is not Any
    ]
    imports = "from etude import APIRouter, Body, Etude, Header, Query; app = Etude()"
    program = tmp_path / "wrong_options.py"
    program.write_text("\n".join([imports, *calls]))
    return program


@needs("mypy")
def test_mypy_knows_the_type_of_every_option(wrong_options: Path, tmp_path: Path) -> None:
    options = ["--config-file=", "--follow-imports=silent", "--python-version=3.10"]
    ran = run("mypy", *options, "--cache-dir", str(tmp_path / "cache"), str(wrong_options))
    found = {int(number) for number in re.findall(r"\.py:(\d+): error", ran.stdout)}
    assert found == set(range(2, len(wrong_options.read_text().splitlines()) + 1)), ran.stdout


@needs("pyright")
def test_pyright_knows_the_type_of_every_option(wrong_options: Path, tmp_path: Path) -> None:
    report = pyright(str(wrong_options), tmp_path)
    found = {entry["range"]["start"]["line"] for entry in report["generalDiagnostics"]}
    assert found == set(range(1, len(wrong_options.read_text().splitlines())))


@needs("pyright")
@pytest.mark.parametrize("file", ["users.py", "mistakes.py"])
def test_pyright_finds_the_mistakes_and_nothing_else(file: str, tmp_path: Path) -> None:
    report = pyright(file, tmp_path)
    assert report["summary"]["filesAnalyzed"] == 1
    found = {entry["range"]["start"]["line"] for entry in report["generalDiagnostics"]}
    lines = (HERE / file).read_text().splitlines()
    marked = {number for number, line in enumerate(lines) if "# type: ignore[" in line}
    assert found == marked, report["generalDiagnostics"]
