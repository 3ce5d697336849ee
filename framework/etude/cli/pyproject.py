"""Reads the entry point of a project from its `pyproject.toml`."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Dict

from etude.cli.errors import DiscoveryError

FILE_NAME = "pyproject.toml"
SNIPPET = '[tool.etude]\nentrypoint = "{entrypoint}"'

_toml = import_module("tomllib" if sys.version_info >= (3, 11) else "tomli")
_POSITION = re.compile(r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")

Table = Dict[str, Any]  # Any: a document may hold whatever TOML can say


@dataclass(frozen=True)
class ConfiguredEntrypoint:
    """The value of `entrypoint` in a `[tool.etude]` table, and the file that it stands in."""

    value: str
    file: Path


def find_pyproject(directory: Path) -> Path | None:
    """Returns the nearest `pyproject.toml`, in `directory` or above it."""
    for folder in (directory, *directory.parents):
        if (folder / FILE_NAME).is_file():
            return folder / FILE_NAME
    return None


def read_entrypoint(directory: Path) -> ConfiguredEntrypoint | None:
    """Returns the entry point that the nearest `pyproject.toml` configures.

    Raises `DiscoveryError` when that file is malformed or the value is not a string.
    """
    file = find_pyproject(directory)
    if file is None:
        return None
    settings = _table(_table(_parse(file), "tool", file), "etude", file)
    if "entrypoint" not in settings:
        return None
    value = settings["entrypoint"]
    if not isinstance(value, str):
        raise DiscoveryError(
            f"`entrypoint` in [tool.etude] of {file} is {value!r}, which is not a string.\n"
            'Write it as "module:app", for example entrypoint = "main:app".'
        )
    return ConfiguredEntrypoint(value, file)


def _table(parent: Table, key: str, file: Path) -> Table:
    value = parent.get(key, {})
    if not isinstance(value, dict):
        raise DiscoveryError(
            f"`{key}` in {file} is {value!r}, which is not a table.\n"
            "Write the settings of Etude below a line [tool.etude]."
        )
    return value


def _parse(file: Path) -> Table:
    content = file.read_bytes()
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8")
        raise _malformed(file, *_end_of(before), "a byte that is not UTF-8") from None
    try:
        document: Table = _toml.loads(text)
    except _toml.TOMLDecodeError as error:
        raise _malformed(file, *_position_and_reason(str(error), text)) from None
    return document


def _position_and_reason(message: str, text: str) -> tuple[int, int, str]:
    found = _POSITION.search(message)
    if found is None or found["line"] is None:
        return (*_end_of(text), _POSITION.sub("", message))
    return int(found["line"]), int(found["column"]), message[: found.start()]


def _end_of(text: str) -> tuple[int, int]:
    lines = text.split("\n")
    return len(lines), len(lines[-1]) + 1


def _malformed(file: Path, line: int, column: int, reason: str) -> DiscoveryError:
    return DiscoveryError(
        f"{file}, line {line}, column {column}: this is not valid TOML: {reason}.\n"
        "Correct the file, or say where the application is: etude run FILE."
    )
