"""Finds the one application that a command is to serve.

A search goes through three values: a `Search` (what the user gave), the `Target`s that it means
(modules, not yet imported), and the `Found` application.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Sequence

from etude import Etude
from etude.cli.errors import LOADING_FAILED, DiscoveryError
from etude.cli.importing import import_from
from etude.cli.targets import Origin, Search, Target, listed, locate

__all__ = ["DiscoveryError", "Found", "Origin", "Search", "Target", "find", "locate"]

PREFERRED_NAMES = ("app", "api")

_ABSENT = object()


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
    file: Path | None = None
    app: Etude | None = None
    others: tuple[str, ...] = ()
    factory: bool = False

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
        found = _find_in(target, search)
        if found is not None:
            return found
    raise _no_application(targets, search)


# --- applications in a module


def _find_in(target: Target, search: Search) -> Found | None:
    module = import_from(target.root, target.module)
    _refuse_a_namesake(target, module)
    if target.app_name is not None:
        return _named(target, target.app_name, module, search)
    if search.factory:
        raise DiscoveryError(
            "--factory needs the name of the function that makes the application.\n"
            "Give it with --app, for example --app create_app --factory."
        )
    return _detected(target, module)


def _refuse_a_namesake(target: Target, module: ModuleType) -> None:
    imported_from = _file_of(module)
    if target.file is not None and imported_from != target.file:
        raise DiscoveryError(
            f"{target.file} cannot be imported as `{target.module}`: that name belongs to "
            f"{imported_from or 'a module that is built in'}.\nRename the file."
        )


def _named(target: Target, name: str, module: ModuleType, search: Search) -> Found | None:
    value = _attribute(module, name)
    by_import_string = target.file is None
    if value is _ABSENT:
        if by_import_string:
            raise _no_such_name(target, name, module)
        return None
    if search.factory:
        _refuse_an_uncallable(value, target, name)
    elif not by_import_string and not isinstance(value, Etude):
        raise _not_an_application(value, target, name)
    reason = f"named by {target.origin.value if by_import_string else '--app'}"
    app = value if isinstance(value, Etude) else None
    return _found(target, name, reason, module, app=app, factory=search.factory)


def _detected(target: Target, module: ModuleType) -> Found | None:
    names = _application_names(module)
    if not names:
        return None
    for preferred in PREFERRED_NAMES:
        if isinstance(vars(module).get(preferred), Etude):
            reason = f"the variable `{preferred}`"
            return _found(target, preferred, reason, module, app=vars(module)[preferred])
    name, *others = names
    reason = "the first application that the module defines" if others else "its only application"
    return _found(target, name, reason, module, app=vars(module)[name], others=tuple(others))


def _found(
    target: Target,
    name: str,
    reason: str,
    module: ModuleType,
    *,
    app: Etude | None,
    others: tuple[str, ...] = (),
    factory: bool = False,
) -> Found:
    return Found(
        module=target.module,
        app_name=name,
        root=target.root,
        origin=target.origin,
        reason=reason,
        file=_file_of(module),
        app=app,
        others=others,
        factory=factory,
    )


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


# --- what to say


def _refuse_an_uncallable(value: object, target: Target, name: str) -> None:
    if isinstance(value, Etude) or not callable(value):
        kind = "an application" if isinstance(value, Etude) else f"a {type(value).__name__}"
        raise DiscoveryError(
            f"`{name}` in `{target.module}` is {kind}, and --factory needs a function that makes "
            "an application.\nLeave --factory out, or name a function."
        )


def _not_an_application(value: object, target: Target, name: str) -> DiscoveryError:
    advice = "If it makes the application, add --factory." if callable(value) else ""
    return DiscoveryError(
        f"`{name}` in {target.file} is a {type(value).__name__}, not an Etude application.\n"
        f"Name a variable that holds one. {advice}".rstrip()
    )


def _no_such_name(target: Target, name: str, module: ModuleType) -> DiscoveryError:
    there = _application_names(module)
    advice = f"It has {listed(there)}: correct the name." if there else "It holds no application."
    return DiscoveryError(
        f"The module `{target.module}` has no attribute `{name}`.\n{advice}",
        exit_status=LOADING_FAILED,
    )


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
