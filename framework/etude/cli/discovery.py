"""Finds the one application that a command is to serve.

A search goes through three values: a `Search` (what the user gave), the `Target`s that it means
(modules, not yet imported), and the `Found` application.
"""

from __future__ import annotations

import importlib
import os
import sys
import sysconfig
import traceback
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Sequence, Tuple

import etude
from etude import Etude
from etude.cli.targets import DiscoveryError, Origin, Search, Target, listed, locate

_ABSENT = object()
_PLACES_OF_OTHERS = frozenset(
    Path(place).resolve()
    for place in (
        *(sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")),
        *etude.__path__,
    )
)
_INSTALLED = frozenset({"site-packages", "dist-packages"})


@dataclass(frozen=True)
class Found:
    """The application to serve.

    `app` is absent where only the server can make it (a factory) or where it is of another
    framework. `others` names the further applications of the module when none had a preferred
    name; `reason` tells why this name was chosen.
    """

    module: str
    app_name: str
    root: Path
    origin: Origin
    reason: str
    file: Path | None
    app: Etude | None
    others: tuple[str, ...]
    factory: bool

    @property
    def import_string(self) -> str:
        """The `module:name` that a server takes."""
        return f"{self.module}:{self.app_name}"


def find(search: Search) -> Found:
    """Finds and imports the application that a search means.

    Raises `DiscoveryError` when there is none, or when its module cannot be imported.
    """
    targets = locate(search)
    for target in targets:
        found = _find_in(target, search.factory)
        if found is not None:
            return found
    raise _no_application(targets, search)


def made(found: Found) -> Etude:
    """Returns the application that was found; a factory is called.

    Raises `DiscoveryError` when there is no application of Etude, or when it cannot be made.
    """
    value: Any = found.app or _attribute(sys.modules[found.module], found.app_name)
    if found.factory:
        try:
            value = value()
        except Exception as error:
            what = f"The factory `{found.import_string}` fails."
            raise _failed(what, found.root, error) from error
    if not isinstance(value, Etude):
        advice = "" if found.factory else " If it makes the application, add --factory."
        raise DiscoveryError(
            f"`{found.import_string}` gives a {type(value).__name__}, not an Etude application.\n"
            f"Name one.{advice}"
        )
    return value


# --- applications in a module

_Choice = Tuple[str, str, Tuple[str, ...]]
"""The name of an application, the reason for it, and the names of the others."""


def _find_in(target: Target, factory: bool) -> Found | None:
    module = _import(target)
    file = _file_of(module)
    if target.file not in (None, file):
        raise DiscoveryError(
            f"{target.file} cannot be imported as `{target.module}`: that name belongs to "
            f"{file or 'a module that is built in'}.\nRename the file."
        )
    choice = (
        _detected(module, factory) if target.app_name is None else _named(target, module, factory)
    )
    if choice is None:
        return None
    name, reason, others = choice
    app = _attribute(module, name)
    return Found(
        module=target.module,
        app_name=name,
        root=target.root,
        origin=target.origin,
        reason=reason,
        file=file,
        app=app if isinstance(app, Etude) else None,
        others=others,
        factory=factory,
    )


def _named(target: Target, module: ModuleType, factory: bool) -> _Choice | None:
    name = str(target.app_name)
    value = _attribute(module, name)
    is_application, is_import_string = isinstance(value, Etude), target.file is None
    if value is _ABSENT and is_import_string:
        raise _no_such_name(target, module)
    if value is _ABSENT:
        return None
    where = f"`{name}` in {target.file or f'`{target.module}`'} is "
    if factory and (is_application or not callable(value)):
        kind = "an application" if is_application else f"a {type(value).__name__}"
        raise DiscoveryError(
            f"{where}{kind}, and --factory needs a function that makes an application.\n"
            "Leave --factory out, or name a function."
        )
    if not (factory or is_application or is_import_string):
        advice = " If it makes the application, add --factory." if callable(value) else ""
        raise DiscoveryError(
            f"{where}a {type(value).__name__}, not an Etude application.\n"
            f"Name a variable that holds one.{advice}"
        )
    return name, f"named by {target.origin.value if is_import_string else '--app'}", ()


def _detected(module: ModuleType, factory: bool) -> _Choice | None:
    if factory:
        raise DiscoveryError(
            "--factory needs the name of the function that makes the application.\n"
            "Give it with --app, for example --app create_app --factory."
        )
    for preferred in ("app", "api"):
        if isinstance(vars(module).get(preferred), Etude):
            return preferred, f"the variable `{preferred}`", ()
    names = _application_names(module)
    if len(names) < 2:
        return (names[0], "its only application", ()) if names else None
    return names[0], "the first application that the module defines", tuple(names[1:])


def _application_names(module: ModuleType) -> list[str]:
    """Names each application of a module once, in the order of definition."""
    first_names: dict[int, str] = {}
    for name, value in vars(module).items():
        if isinstance(value, Etude):
            first_names.setdefault(id(value), name)
    return list(first_names.values())


def _file_of(module: ModuleType) -> Path | None:
    file = getattr(module, "__file__", None)
    return Path(file).resolve() if file else None


def _attribute(module: ModuleType, dotted_name: str) -> object:
    value: object = module
    for name in dotted_name.split("."):
        value = getattr(value, name, _ABSENT)
    return value


def _no_such_name(target: Target, module: ModuleType) -> DiscoveryError:
    there = _application_names(module)
    advice = f"It has {listed(there)}: correct the name." if there else "It holds no application."
    message = f"The module `{target.module}` has no attribute `{target.app_name}`.\n{advice}"
    return DiscoveryError(message, exit_status=3)  # as the server ends


def _no_application(targets: Sequence[Target], search: Search) -> DiscoveryError:
    files = listed([str(target.file) for target in targets])
    if search.app_name is not None:
        return DiscoveryError(
            f"There is no variable `{search.app_name}` in {files}.\n"
            "Correct the name, or leave --app out to take the application that is there."
        )
    return DiscoveryError(
        f"There is no Etude application in {files}: looked for the variables `app` and `api`, "
        "then for any other instance of Etude.\n"
        "Create one with app = Etude(), or give the path of another file. A function that makes\n"
        "the application is named with --app NAME --factory."
    )


# --- the import, and what failed in it without the frames of others


def _import(target: Target) -> ModuleType:
    root = str(target.root)
    if sys.path[:1] != [root]:
        sys.path.insert(0, root)
    try:
        return importlib.import_module(target.module)
    except Exception as error:
        missing = error.name if isinstance(error, ModuleNotFoundError) else None
        if missing and f"{target.module}.".startswith(f"{missing}."):
            raise _not_found(target, missing) from error
        raise _failed(f"The module `{target.module}` cannot be imported.", root, error) from error


def _not_found(target: Target, missing: str) -> DiscoveryError:
    place = target.root.joinpath(*missing.split("."))
    return DiscoveryError(
        f"There is no module `{target.module}`: looked for {place}.py and {place}{os.sep}.\n"
        f"Modules are imported from {target.root}. Correct the name, or give the path of the file."
    )


def _failed(what: str, root: object, error: Exception) -> DiscoveryError:
    frames = [each for each in traceback.extract_tb(error.__traceback__) if _is_the_users(each)]
    lines = [f"{what}\n", "\n" if frames else ""]
    lines += traceback.format_list(frames)
    lines += traceback.format_exception_only(type(error), error)
    if isinstance(error, ImportError):
        lines.append(
            f"\nModules are imported from {root}: the first directory, upward from the file,"
            "\nthat has no __init__.py. Each directory of a package needs an __init__.py, and the\n"
            "packages that you use must be installed in the environment that runs `etude`.\n"
        )
    return DiscoveryError("".join(lines).rstrip())


def _is_the_users(frame: traceback.FrameSummary) -> bool:
    if frame.filename.startswith("<"):
        return False
    file = Path(frame.filename).resolve()
    return _INSTALLED.isdisjoint(file.parts) and _PLACES_OF_OTHERS.isdisjoint(file.parents)
