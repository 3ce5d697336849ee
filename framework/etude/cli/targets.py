"""Turns what the user gave into the modules that it means, without importing any.

The first source that is given wins:

    --entrypoint, or `module:name` as the path    one target, whatever it holds
    a path                                        one target; several for a directory
    [tool.etude] entrypoint                       as --entrypoint
    the default files                             the first that exists
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from enum import Enum
from importlib import import_module
from pathlib import Path
from typing import Any, Sequence

from etude.exceptions import EtudeError

DEFAULT_FILES = ("main.py", "app.py", "api.py", "app/main.py", "app/app.py", "app/api.py")
FILES_OF_A_PACKAGE = ("__init__.py", "main.py", "app.py")
SNIPPET = '    [tool.etude]\n    entrypoint = "{entrypoint}"'

_toml = import_module("tomllib" if sys.version_info >= (3, 11) else "tomli")
_IMPORT_STRING = re.compile(r"(?P<module>\w[\w.-]*):(?P<name>[^\W\d][\w.]*)")


class DiscoveryError(EtudeError):
    """No application is found; the message says what was looked for and how to fix it."""

    def __init__(self, message: str, *, exit_status: int = 1) -> None:
        super().__init__(message)
        self.exit_status = exit_status


class Origin(Enum):
    """Where the name of the module comes from; the value is how it is told to the user."""

    PATH = "the path argument"
    ENTRYPOINT = "--entrypoint"
    IMPORT_STRING = "the import string given as the path"
    PYPROJECT = "[tool.etude] in pyproject.toml"
    DEFAULT_FILE = "the default files"


@dataclass(frozen=True)
class Search:
    """What the user gave to say which application is meant."""

    directory: Path
    path: str | None = None
    app_name: str | None = None
    entrypoint: str | None = None
    factory: bool = False


@dataclass(frozen=True)
class Target:
    """A module that may hold the application, not yet imported; an import string has no file."""

    module: str
    root: Path
    origin: Origin
    app_name: str | None = None
    file: Path | None = None


def locate(search: Search) -> tuple[Target, ...]:
    """Returns the modules that a search means, in the order in which they are tried.

    Nothing is imported. Raises `DiscoveryError` when nothing is there to be imported.
    """
    if search.entrypoint is not None:
        whole = f"--entrypoint {search.entrypoint} names the module and the application"
        _refuse_besides(whole, {"a path": search.path, "--app": search.app_name})
        return (_of_import_string(search.entrypoint, search.directory, Origin.ENTRYPOINT),)
    if search.path is not None:
        return _of_a_path(search.directory / search.path, search.path, search)
    configured = None if search.app_name else _of_the_project(search.directory)
    return (configured or _of_default_files(search),)


def _refuse_besides(whole: str, others: dict[str, str | None]) -> None:
    for what, given in others.items():
        if given is not None:
            raise DiscoveryError(
                f"{whole}, and {what} ({given}) was given too.\nGive one of the two."
            )


def _of_import_string(
    value: object, root: Path, origin: Origin, where: str = "--entrypoint"
) -> Target:
    match = _IMPORT_STRING.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise DiscoveryError(
            f"{where} is {value!r}, which is not of the form module:name.\n"
            "Write the module as in an import and the name of the variable, for example main:app."
        )
    return Target(match["module"], root, origin, match["name"])


# --- paths


def _of_a_path(path: Path, given: str, search: Search) -> tuple[Target, ...]:
    if path.is_dir():
        return _of_a_directory(path.resolve(), search)
    if path.is_file():
        return (_of_a_file(path, Origin.PATH, search),)
    if not _IMPORT_STRING.fullmatch(given):
        raise DiscoveryError(
            f"There is no file or directory {given}: looked for {path}.\n"
            "Give the path of a Python file, of a package directory, or an import string "
            "such as main:app."
        )
    module, name = given.split(":")
    if (search.directory / module).is_file():
        raise DiscoveryError(
            f"{given} mixes a file and the name of a variable.\nWrite {module} --app {name}."
        )
    _refuse_besides(f"{given} names the application", {"--app": search.app_name})
    return (_of_import_string(given, search.directory, Origin.IMPORT_STRING),)


def _of_a_directory(directory: Path, search: Search) -> tuple[Target, ...]:
    files = [directory / name for name in FILES_OF_A_PACKAGE]
    targets = tuple(_of_a_file(file, Origin.PATH, search) for file in files if file.is_file())
    if not targets:
        raise DiscoveryError(
            f"The directory {directory} is no package: looked for {listed(FILES_OF_A_PACKAGE)} in "
            "it.\nGive the path of the file that holds the application."
        )
    return targets


def _of_a_file(path: Path, origin: Origin, search: Search) -> Target:
    file = path.resolve()
    if file.suffix != ".py" or "." in file.stem:
        raise DiscoveryError(
            f"{file} cannot be imported: the name of a module ends with .py and has no other dot.\n"
            "Give the path of a Python file, or rename this one."
        )
    root, parts = file.parent, [] if file.stem == "__init__" else [file.stem]
    while (root / "__init__.py").is_file():
        parts.insert(0, root.name)
        root = root.parent
    return Target(".".join(parts), root, origin, search.app_name, file)


def _of_default_files(search: Search) -> Target:
    for name in DEFAULT_FILES:
        if (search.directory / name).is_file():
            return _of_a_file(search.directory / name, Origin.DEFAULT_FILE, search)
    raise DiscoveryError(
        f"No application was named, and {search.directory} holds none of the default files: "
        f"looked for {listed(DEFAULT_FILES)}.\n"
        "Give the path of the file, or name the application in pyproject.toml:\n\n"
        f"{SNIPPET.format(entrypoint='module:app')}"
    )


# --- the nearest pyproject.toml, in the directory or above it


def _of_the_project(directory: Path) -> Target | None:
    for folder in (directory, *directory.parents):
        file = folder / "pyproject.toml"
        if file.is_file():
            value = _settings(file).get("entrypoint")
            where = f"`entrypoint` in [tool.etude] of {file}"
            if value is None:
                return None
            return _of_import_string(value, folder, Origin.PYPROJECT, where)
    return None


def _settings(file: Path) -> dict[str, Any]:  # Any: whatever TOML can say
    settings: Any = _parse(file)
    for key in ("tool", "etude"):
        settings = settings.get(key, {})
        if not isinstance(settings, dict):
            raise DiscoveryError(
                f"`{key}` in {file} is {settings!r}, which is not a table.\n"
                "Write the settings of Etude below a line [tool.etude]."
            )
    return dict(settings)


def _parse(file: Path) -> Any:
    content = file.read_bytes()
    try:
        return _toml.loads(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        place, reason = _end_of(content[: error.start]), "a byte that is not UTF-8"
    except _toml.TOMLDecodeError as error:
        reason, _, place = str(error).rstrip(")").rpartition(" (at ")
        place = place if place.startswith("line") else _end_of(content)
    raise DiscoveryError(
        f"{file}, {place}: this is not valid TOML: {reason}.\n"
        "Correct the file, or say where the application is: etude run FILE."
    )


def _end_of(content: bytes) -> str:
    *lines, last = content.decode("utf-8").split("\n")
    return f"line {len(lines) + 1}, column {len(last) + 1}"


# --- words


def listed(names: Sequence[str]) -> str:
    """Returns names as an English enumeration."""
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last
