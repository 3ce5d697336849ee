"""What may be wrong on a page, and how it is reported."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import Iterable


class IncludeError(Exception):
    """An include line asks for something that is not there; the message says what and what is near."""


@dataclass(frozen=True)
class Problem:
    """A finding on one line of one page."""

    page: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}: {self.message}"


def nearest(name: str, known: Iterable[str]) -> str:
    """A sentence that lists the known names most like `name`."""
    names = sorted(set(known))
    if not names:
        return "There is nothing to choose from."
    close = get_close_matches(name, names, n=3, cutoff=0.4) or names[:5]
    return f"Nearest: {', '.join(close)}."
