"""Imports the user's module, and says what failed in it without the frames of others."""

from __future__ import annotations

import importlib
import os
import sys
import sysconfig
import traceback
from pathlib import Path
from types import ModuleType, TracebackType

import etude
from etude.cli.errors import DiscoveryError

_OTHERS = frozenset(
    Path(place).resolve()
    for place in (
        *(sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")),
        *etude.__path__,
    )
)
_INSTALLED = frozenset({"site-packages", "dist-packages"})


def import_from(root: Path, module: str) -> ModuleType:
    """Imports `module` with `root` as the first place of the import path.

    Raises `DiscoveryError` with the user's own lines when the module, or one that it imports,
    raises an error.
    """
    _put_first(str(root))
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        if _is_part_of(error.name, module):
            raise _not_found(root, module, str(error.name)) from error
        raise _failed(root, module, error) from error
    except Exception as error:
        raise _failed(root, module, error) from error


def _put_first(root: str) -> None:
    if sys.path[:1] != [root]:
        sys.path.insert(0, root)


def _is_part_of(missing: str | None, module: str) -> bool:
    return missing is not None and (module + ".").startswith(missing + ".")


def _not_found(root: Path, module: str, missing: str) -> DiscoveryError:
    place = root.joinpath(*missing.split("."))
    return DiscoveryError(
        f"There is no module `{module}`: looked for {place}.py and {place}{os.sep}.\n"
        f"Modules are imported from {root}. Correct the name, or give the path of the file."
    )


def _failed(root: Path, module: str, error: Exception) -> DiscoveryError:
    lines = [f"The module `{module}` cannot be imported.\n"]
    frames = user_frames(error.__traceback__)
    if frames:
        lines.append("\n")
        lines.extend(traceback.format_list(frames))
    lines.extend(traceback.format_exception_only(type(error), error))
    if isinstance(error, ImportError):
        lines.append(
            f"\nModules are imported from {root}: the first directory, upward from the file,\n"
            "that has no __init__.py. Each directory of a package needs an __init__.py, and the\n"
            "packages that you use must be installed in the environment that runs `etude`.\n"
        )
    return DiscoveryError("".join(lines).rstrip())


def user_frames(trace: TracebackType | None) -> list[traceback.FrameSummary]:
    """Returns the frames of a traceback that are in the user's own files."""
    return [frame for frame in traceback.extract_tb(trace) if _is_the_users(frame.filename)]


def _is_the_users(filename: str) -> bool:
    if filename.startswith("<"):
        return False
    file = Path(filename).resolve()
    return _INSTALLED.isdisjoint(file.parts) and _OTHERS.isdisjoint(file.parents)
