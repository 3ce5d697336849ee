"""What the commands print."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TextIO


def say(*lines: str, to: TextIO | None = None) -> None:
    """Prints the lines at once, so that they stand in order with what programs print."""
    print(*lines, sep="\n", file=to or sys.stdout, flush=True)


def last_lines(log: Path, count: int) -> str:
    """Returns the end of a log, indented."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    return "\n".join(f"    {line}" for line in lines[-count:])
