"""The examples of the documentation pass mypy and pyright as a user runs them, without settings."""

from __future__ import annotations

import importlib
import json
import os
import re
import subprocess
import sys
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Iterator, NamedTuple

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
EXAMPLES = ROOT / "docs_src"
SEARCHED = (str(ROOT / "framework"), str(ROOT))
sys.path.append(str(ROOT))
_MYPY_ERROR = re.compile(r"(?P<file>.+?\.py):\d+: error: (?P<text>.*)")


class Error(NamedTuple):
    """What a type checker says of one form of an example."""

    example: str
    file: str
    text: str


def example_of(file: Path) -> str:
    """Return the example that a file belongs to, or what lies beside the examples of its topic."""
    forms: Any = importlib.import_module("docs_src._forms")
    topic, entry = file.relative_to(EXAMPLES).parts[:2]
    return f"{topic}/{forms.split_name(entry.partition('.')[0])[0]}"


def is_of_an_example(file: Path) -> bool:
    parts = file.relative_to(EXAMPLES).parts
    return len(parts) > 1 and "tests" not in parts


def run_mypy(folder: Path) -> Iterator[Error]:
    options = ["--config-file=", "--explicit-package-bases", "--exclude", "/tests/"]
    ran = run("mypy", *options, "--cache-dir", str(folder), EXAMPLES.name)
    assert re.search(r"^(Found|Success)", ran.stdout, re.MULTILINE), ran.stdout + ran.stderr
    for found in map(_MYPY_ERROR.match, ran.stdout.splitlines()):
        if found is not None and is_of_an_example(ROOT / found["file"]):
            yield Error(example_of(ROOT / found["file"]), found["file"], found["text"])


def run_pyright(folder: Path) -> Iterator[Error]:
    settings = {
        "include": [os.path.relpath(EXAMPLES, folder)],
        "exclude": ["**/tests", "**/__pycache__"],
        "extraPaths": SEARCHED,
    }
    (folder / "pyrightconfig.json").write_text(json.dumps(settings))
    ran = run("pyright", "--outputjson", "--project", str(folder), "--pythonpath", sys.executable)
    report = json.loads(ran.stdout)
    assert report["summary"]["filesAnalyzed"] > 1000
    for found in report["generalDiagnostics"]:
        file = Path(found["file"])
        if is_of_an_example(file):
            yield Error(example_of(file), str(file.relative_to(ROOT)), found["message"])


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    variables = {**os.environ, "MYPYPATH": os.pathsep.join(SEARCHED)}
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=variables, capture_output=True, text=True, check=False
    )


def wanted(checker: str) -> list[dict[str, str]]:
    """Return the entries of `examples.toml` that are about one type checker."""
    tomllib: Any = importlib.import_module("tomllib" if sys.version_info >= (3, 11) else "tomli")
    entries = tomllib.loads((HERE / "examples.toml").read_text(encoding="utf-8"))["error"]
    return [entry for entry in entries if entry.get("checker", checker) == checker]


def covers(entry: dict[str, str], error: Error) -> bool:
    is_text = fnmatchcase(error.text, f"*{entry['text']}*")
    return fnmatchcase(error.example, entry["example"]) and is_text


@pytest.mark.parametrize("checker", ["mypy", "pyright"])
def test_type_checkers_find_nothing_but_what_is_listed(checker: str, tmp_path: Path) -> None:
    pytest.importorskip(checker)
    found = list({"mypy": run_mypy, "pyright": run_pyright}[checker](tmp_path))
    entries = wanted(checker)

    unlisted = [error for error in found if not any(covers(entry, error) for entry in entries)]
    gone = [entry for entry in entries if not any(covers(entry, error) for error in found)]

    assert not unlisted, "\n".join(f"{error.file}: {error.text}" for error in unlisted)
    assert gone == []
