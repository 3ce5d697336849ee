"""Promises about every public name: `surface.toml` lists them, with their parameters."""

from __future__ import annotations

import importlib
import importlib.util
import inspect
import subprocess
import sys
from pathlib import Path
from typing import Any, Generic, Iterator

import pytest

from etude import APIRouter, Etude, WebSocket

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

SURFACE = tomllib.loads(Path(__file__).with_name("surface.toml").read_text(encoding="utf-8"))
RUNS = SURFACE.pop("runs")
ALSO_IMPORTED = SURFACE.pop("also imported")
ATTRIBUTES = SURFACE.pop("attributes")

ABSENT = {
    "etude.routing.RouteContext(_route_context)": "a route says everything about itself",
    **{
        f"etude.routing.RouteContext: {name}": "every view has it, its class does not"
        for name in ("original_route", "path", "path_format", "name", "methods", "endpoint")
    },
    "etude.dependencies.utils.get_body_field": "of versions that are older than the rest",
    "etude.dependencies.utils.get_param_field": "the same; create_model_field is there",
    "etude._compat._normalize_errors": "of Pydantic 1; imports of it are guarded",
    "etude.openapi.utils.get_openapi_params": "of versions that are older than the rest",
}
"""What is not there, and why."""


def find(module: str, name: str) -> Any:
    found = importlib.import_module(module)
    for part in name.split("."):
        found = getattr(found, part)
    return found


def expanded(parameters: list[str]) -> Iterator[str]:
    for parameter in parameters:
        run, _, left_out = parameter.strip("«»").partition(" without ")
        known = RUNS[run] if parameter.startswith("«") else [parameter.lstrip("*")]
        yield from (name for name in known if name != left_out)


def signature(found: Any) -> inspect.Signature:
    hides_it = sys.version_info < (3, 9) and getattr(found, "__new__", None) is Generic.__new__
    return inspect.signature(found.__init__ if hides_it else found)


def missing_parts(found: Any, said: Any) -> Iterator[str]:
    """Return what of a name is not as it is said to be."""
    parameters = signature(found).parameters if "takes" in said else ()
    yield from (f"({name})" for name in expanded(said.get("takes", [])) if name not in parameters)
    for name, default in said.get("defaults", {}).items():
        if parameters[name].default != default:
            yield f"({name}={parameters[name].default!r})"
    yield from (f": {name}" for name in said.get("has", []) if not hasattr(found, name))
    yield from (f": {name}" for name in said.get("fields", []) if name not in found.model_fields)
    yield from (f": {name}" for name in said.get("keys", []) if name not in found.__annotations__)
    yield from (f": {name}" for name in said.get("members", []) if name not in found.__members__)
    if "same" in said and found is not find(*_split(said["same"])):
        yield f" is not {said['same']}"
    if "base" in said and not issubclass(found, find(*_split(said["base"]))):
        yield f" is no {said['base']}"


def _split(path: str) -> tuple[str, str]:
    module, _, name = path.rpartition(".")
    return module or "builtins", name


def missing(module: str, names: dict[str, Any]) -> Iterator[str]:
    if importlib.util.find_spec(module) is None:
        yield module
        return
    for name, said in names.items():
        try:
            found = find(module, name)
        except AttributeError:
            yield f"{module}.{name}"
        else:
            yield from (f"{module}.{name}{part}" for part in missing_parts(found, said))


@pytest.mark.parametrize("module", SURFACE)
def test_a_module_has_every_public_name_with_its_parameters(module):
    found = [*missing(module, SURFACE[module])]
    assert [name for name in found if name not in ABSENT] == []


@pytest.mark.parametrize("module", ALSO_IMPORTED)
def test_a_module_has_what_published_packages_import(module):
    found = [*missing(module, {key: {} for key in ALSO_IMPORTED[module]})]
    assert [name for name in found if name not in ABSENT] == []


def objects() -> dict[str, Any]:
    app = Etude()

    @app.get("/")
    def read() -> int:
        """Return a number."""

    @app.websocket("/")
    async def talk(websocket: WebSocket) -> None:
        """Say nothing."""

    *_, route, websocket_route = app.routes
    return {
        "Etude": app,
        "APIRouter": APIRouter(),
        "APIRoute": route,
        "APIWebSocketRoute": websocket_route,
    }


@pytest.mark.parametrize("name", ATTRIBUTES)
def test_objects_have_the_attributes_that_tools_read(name):
    thing = objects()[name]
    found = [f"{name}().{each}" for each in ATTRIBUTES[name] if not hasattr(thing, each)]
    assert [each for each in found if each not in ABSENT] == []


def test_what_is_said_to_be_absent_is_absent():
    found = [each for module, names in SURFACE.items() for each in missing(module, names)]
    for module, also in ALSO_IMPORTED.items():
        found += missing(module, {key: {} for key in also})
    for name, thing in objects().items():
        found += [f"{name}().{each}" for each in ATTRIBUTES[name] if not hasattr(thing, each)]
    assert sorted(found) == sorted(ABSENT)


def test_importing_the_package_imports_nothing_that_only_other_packages_need():
    program = "import etude, sys; print(*sorted(sys.modules))"
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    loaded = ran.stdout.split()
    assert "etude.routing" in loaded
    needless = ("etude._facade", "etude._compat", "etude.dependencies", "etude.openapi.utils")
    assert [module for module in loaded if module.startswith(needless)] == []
