"""The list of exceptions, docs_src/hand_written.toml: forms that are not derived, each with a reason.

    ["query_params/tutorial006b"]
    omitted = ["_py310"]
    reason = "its text would repeat tutorial006_py310"

`kept` names forms that people write (use "plain" for the form without suffix), `omitted` those that
the rule would make and that do not exist.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docs_src._forms import BY_SUFFIX, Form

FILE = "hand_written.toml"


class BadList(Exception):
    """The list of exceptions cannot be read; the exception says where and why."""


@dataclass(frozen=True)
class Exceptions:
    """What is not derived of one example."""

    kept: frozenset[Form] = frozenset()
    omitted: frozenset[Form] = frozenset()


def read(folder: Path) -> dict[str, Exceptions]:
    """Read the exceptions of the examples in a folder, by the names of the examples."""
    path = folder / FILE
    tomllib: Any = importlib.import_module("tomllib")
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    except tomllib.TOMLDecodeError as error:
        raise BadList(f"{FILE}: {error}") from error
    return {name: _exceptions(name, entry) for name, entry in entries.items()}


def _exceptions(name: str, entry: dict[str, Any]) -> Exceptions:
    unknown = entry.keys() - {"kept", "omitted", "reason"}
    if unknown:
        raise BadList(f"{FILE}: {name} has unknown keys: {', '.join(sorted(unknown))}")
    if not entry.get("reason"):
        raise BadList(f"{FILE}: {name} needs a reason")
    kept, omitted = (_forms(name, entry.get(key, ())) for key in ("kept", "omitted"))
    if not kept | omitted or kept & omitted:
        raise BadList(f"{FILE}: {name} needs forms that are either kept or omitted")
    return Exceptions(kept, omitted)


def _forms(name: str, labels: list[str]) -> frozenset[Form]:
    suffixes = ["" if label == "plain" else label for label in labels]
    unknown = [suffix for suffix in suffixes if suffix not in BY_SUFFIX]
    if unknown:
        known = ", ".join(suffix or "plain" for suffix in BY_SUFFIX)
        raise BadList(f"{FILE}: {name} names {unknown[0]!r}; the forms are {known}")
    return frozenset(BY_SUFFIX[suffix] for suffix in suffixes)
