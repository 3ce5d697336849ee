"""The list of examples that are not an application that starts: docs_src/special.toml."""

from __future__ import annotations

import importlib
import sys
from dataclasses import dataclass, field, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from ._forms import Example, Form

FILE = Path(__file__).with_name("special.toml")


class BadList(Exception):
    """The list cannot be used; the exception says which entry is wrong."""


@dataclass(frozen=True)
class Special:
    """What is to be known of one example before it is imported."""

    script: bool = False
    raises: str = ""
    warns: str = ""
    environment: dict[str, str] = field(default_factory=dict)
    python: str = ""
    reason: str = ""

    @property
    def has_app(self) -> bool:
        """Whether the example declares an application that can be imported."""
        return not self.script and not self.raises


def special(name: str) -> Special:
    """Return what the list says of an example, by a name such as `events/tutorial001`."""
    return _entries().get(name, Special())


def oldest_python(example: Example, form: Form) -> tuple[int, ...]:
    """Return the oldest Python that reads a form and has the packages of its example."""
    listed = special(example.name).python or "0"
    return max(form.minimum, tuple(map(int, listed.split("."))))


def runs_here(example: Example, form: Form) -> bool:
    """Tell whether the running interpreter can import a form."""
    return sys.version_info >= oldest_python(example, form)


@lru_cache(maxsize=1)
def _entries() -> dict[str, Special]:
    text = FILE.read_text(encoding="utf-8") if FILE.is_file() else ""
    known = {field.name for field in fields(Special)}
    tomllib: Any = importlib.import_module("tomllib" if sys.version_info >= (3, 11) else "tomli")
    entries: dict[str, dict[str, Any]] = tomllib.loads(text)
    for name, entry in entries.items():
        unknown = ", ".join(sorted(entry.keys() - known))
        if unknown or not entry.get("reason") or len(entry) < 2:
            about = f"has unknown keys: {unknown}" if unknown else "needs a reason and a fact"
            raise BadList(f"{FILE.name}: {name} {about}")
    return {name: Special(**entry) for name, entry in entries.items()}
