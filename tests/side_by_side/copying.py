"""Copies the examples so that they import FastAPI where they import Etude."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

OURS = {"Etude": "FastAPI", "etude": "fastapi"}
THEIRS = {theirs: ours for ours, theirs in OURS.items()}
"""What the framework is called here, and there."""

_SETTINGS = "[pytest]\naddopts = --import-mode=importlib -p no:cacheprovider\n"


def copy_examples(examples: Path, folder: Path) -> None:
    """Copy docs_src, with its tests and their collector, into a folder."""
    copy = folder / examples.name
    shutil.copytree(examples, copy, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "pytest.ini").write_text(_SETTINGS, encoding="utf-8")
    for file in copy.rglob("*.py"):
        file.write_text(renamed(file.read_text(encoding="utf-8"), OURS), encoding="utf-8")


def renamed(text: str, names: dict[str, str]) -> str:
    """Replace names where they are words, or begin a name such as `EtudeError`."""
    for name, other in names.items():
        text = re.sub(rf"\b{name}(?![a-z_-])", other, text)
    return text
