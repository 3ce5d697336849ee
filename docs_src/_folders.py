"""The temporary folders in which examples run, and a look at what they leave in the repository."""

from __future__ import annotations

import shutil
from pathlib import Path

HERE = Path(__file__).parent

_not_copied = shutil.ignore_patterns("*.py", "__pycache__", "tests")


def copy_side_files(path: Path, folder: Path) -> Path:
    """Copy what lies beside the Python files of the topic of `path`, and return where it is now.

    An example opens `templates/` or writes `log.txt` there, as it does for readers who copy its topic.
    """
    copy = folder / "topic"
    shutil.copytree(HERE / path.relative_to(HERE).parts[0], copy, ignore=_not_copied)
    return copy


def files_of_the_folder() -> set[Path]:
    """Return every file below docs_src that people wrote."""
    return {
        path
        for path in HERE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".pyc"
    }
