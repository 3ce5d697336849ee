"""Spelling Python in the newest way that a given version reads: ruff's pyupgrade rules, applied."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from docs_src._forms import Form

LINE_LENGTH = 88
_COMMON = ("--isolated", "--no-cache", "--quiet")
# Ruff calls these unsafe for code that inspects its types; each form is compared at run time.
_WANTED_THOUGH_UNSAFE = ["UP006", "UP007", "UP035", "UP045"]
_CHECK = (
    *("check", *_COMMON, "--fix", "--select=UP,F,I", "--output-format=concise"),
    f"--line-length={LINE_LENGTH}",
    f"--config=lint.extend-safe-fixes={_WANTED_THOUGH_UNSAFE}",
    "--config=lint.isort.known-third-party=['etude']",
    "--config=src=['no-folder']",  # a topic is no package, though one may be called as one is
)
_UNION_AS_A_VALUE = " UP007 "  # which ruff finds and does not mend; such a form is written by hand
_FORMAT = ("format", *_COMMON, f"--line-length={LINE_LENGTH}")


_FINDING = re.compile(r"\S+:\d+:\d+: ")


class Misspelt(Exception):
    """Ruff found what it cannot mend; the exception holds its lines, named by file."""


def respell(texts: dict[str, str], form: Form) -> dict[str, str]:
    """Return the texts, by file name, in the spelling of the form's Python, sorted and formatted.

    All texts go through one run of ruff. Raises Misspelt for undefined names and the like.
    """
    target = "--target-version=py" + "".join(str(number) for number in form.minimum)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        for file, text in texts.items():
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (folder / file).write_text(text, encoding="utf-8")
        _ruff(folder, *_CHECK, target)
        _ruff(folder, *_FORMAT, target)
        return {file: (folder / file).read_text(encoding="utf-8") for file in texts}


def _ruff(folder: Path, *arguments: str) -> None:
    command = [sys.executable, "-m", "ruff", *arguments, "."]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    found = [line for line in run.stdout.splitlines() if _FINDING.match(line)]
    is_known = found and all(_UNION_AS_A_VALUE in line for line in found)
    if run.returncode and not is_known:
        raise Misspelt((run.stdout + run.stderr).replace(f"{folder}/", "").strip())
