"""Turns what the user gave into the modules that it means, without importing any.

The first source that is given wins:

    --entrypoint, or `module:name` as the path    one target, whatever it holds
    a path                                        one target; several for a directory
    [tool.etude] entrypoint                       as --entrypoint
    the default files                             the first that exists
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Sequence

from etude.cli.errors import DiscoveryError
from etude.cli.pyproject import SNIPPET, read_entrypoint

DEFAULT_FILES = ("main.py", "app.py", "api.py", "app/main.py", "app/app.py", "app/api.py")
FILES_OF_A_PACKAGE = ("main.py", "app.py")

_IMPORT_STRING = re.compile(r"(?P<module>\w[\w.-]*):(?P<name>[^\W\d][\w.]*)")


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
    """A module that may hold the application, not yet imported."""

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
        return (_of_the_option(search, search.entrypoint),)
    if search.path is not None:
        return _of_a_path(search, search.path)
    configured = None if search.app_name else read_entrypoint(search.directory)
    if configured is not None:
        where = f"`entrypoint` in [tool.etude] of {configured.file}"
        return (
            _of_import_string(configured.value, configured.file.parent, Origin.PYPROJECT, where),
        )
    return (_of_default_files(search),)


# --- import strings


def _of_the_option(search: Search, entrypoint: str) -> Target:
    for given, what in ((search.path, "a path"), (search.app_name, "--app")):
        if given is not None:
            raise DiscoveryError(
                f"--entrypoint {entrypoint} names the module and the application, and {what} "
                f"({given}) was given too.\nGive one of the two."
            )
    return _of_import_string(entrypoint, search.directory, Origin.ENTRYPOINT, "--entrypoint")


def _of_import_string(value: str, root: Path, origin: Origin, where: str) -> Target:
    match = _IMPORT_STRING.fullmatch(value)
    if match is None:
        raise DiscoveryError(
            f"{where} is {value!r}, which is not of the form module:name.\n"
            "Write the module as in an import and the name of the variable, for example main:app."
        )
    return Target(match["module"], root, origin, match["name"])


# --- paths


def _of_a_path(search: Search, given: str) -> tuple[Target, ...]:
    path = search.directory / given
    if path.is_dir():
        return _of_a_directory(path.resolve(), search)
    if path.is_file():
        return (_of_a_file(path.resolve(), Origin.PATH, search.app_name),)
    if _IMPORT_STRING.fullmatch(given):
        return (_of_a_positional_import_string(search, given),)
    raise DiscoveryError(
        f"There is no file or directory {given}: looked for {path}.\n"
        "Give the path of a Python file, of a package directory, or an import string "
        "such as main:app."
    )


def _of_a_positional_import_string(search: Search, given: str) -> Target:
    module, name = given.split(":")
    if (search.directory / module).is_file():
        raise DiscoveryError(
            f"{given} mixes a file and the name of a variable.\nWrite {module} --app {name}."
        )
    if search.app_name is not None:
        raise DiscoveryError(
            f"{given} names the application, and --app {search.app_name} was given too.\n"
            "Give one of the two."
        )
    return _of_import_string(given, search.directory, Origin.IMPORT_STRING, "The path")


def _of_a_directory(directory: Path, search: Search) -> tuple[Target, ...]:
    names = ("__init__.py", *FILES_OF_A_PACKAGE)
    targets = tuple(
        _of_a_file(directory / name, Origin.PATH, search.app_name)
        for name in names
        if (directory / name).is_file()
    )
    if not targets:
        raise DiscoveryError(
            f"The directory {directory} is no package: looked for {listed(names)} in it.\n"
            "Give the path of the file that holds the application."
        )
    return targets


def _of_a_file(file: Path, origin: Origin, app_name: str | None) -> Target:
    if file.suffix != ".py" or "." in file.stem:
        raise DiscoveryError(
            f"{file} cannot be imported: the name of a module ends with .py and has no other dot.\n"
            "Give the path of a Python file, or rename this one."
        )
    root, parts = file.parent, [] if file.stem == "__init__" else [file.stem]
    while (root / "__init__.py").is_file():
        parts.insert(0, root.name)
        root = root.parent
    return Target(".".join(parts), root, origin, app_name, file)


def _of_default_files(search: Search) -> Target:
    for name in DEFAULT_FILES:
        file = search.directory / name
        if file.is_file():
            return _of_a_file(file.resolve(), Origin.DEFAULT_FILE, search.app_name)
    raise DiscoveryError(
        f"No application was named, and {search.directory} holds none of the default files: "
        f"looked for {listed(DEFAULT_FILES)}.\n"
        "Give the path of the file, or name the application in pyproject.toml:\n\n"
        f"{indented(SNIPPET.format(entrypoint='module:app'))}"
    )


# --- words


def listed(names: Sequence[str]) -> str:
    """Returns names as an English enumeration."""
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def indented(text: str) -> str:
    """Returns a block of text moved to the right."""
    return "\n".join(f"    {line}" for line in text.split("\n"))
