"""Promises about what editors show of the public names: what each is, and each of its parameters."""

import builtins
import importlib
import inspect
import sys
from pathlib import Path
from typing import Any

import pytest
from annotated_doc import Doc
from typing_extensions import get_args, is_typeddict

if sys.version_info >= (3, 11):
    import tomllib
elif sys.version_info >= (3, 10):
    import tomli as tomllib
else:
    pytest.skip("annotations such as `str | None` cannot be read", allow_module_level=True)

SURFACE = tomllib.loads(Path(__file__).with_name("surface.toml").read_text(encoding="utf-8"))
for key in ("runs", "also imported", "attributes"):
    del SURFACE[key]

SELF_EXPLANATORY = {
    **dict.fromkeys(["scope", "receive", "send"], "ASGI 3.0 says what they are"),
    **dict.fromkeys(["request", "websocket"], "the connection, and its type says so"),
    "content": "what Starlette's responses render",
}
"""The parameters that need no words of their own, and why."""


VARIADIC = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)


class Names(dict):
    """The names of a module, and anything for those that it imports only while types are checked."""

    def __missing__(self, name):
        return vars(builtins).get(name, Any)


def ours():
    """Return the public classes and functions that are made here, by where they are found."""
    for module, names in SURFACE.items():
        for name in names:
            found = importlib.import_module(module)
            for part in name.split("."):
                found = getattr(found, part, None)
            origin = str(getattr(found, "__module__", ""))
            is_view = origin.startswith("etude._facade")  # for packages that know FastAPI's own
            is_named = inspect.isclass(found) or inspect.isroutine(found)
            if is_named and origin.startswith("etude") and not is_view:
                yield pytest.param(found, id=f"{module}.{name}")


def hints(found):
    """Return what a class or a function takes: the annotation of each parameter by its name."""
    function = found.__init__ if inspect.isclass(found) and not is_typeddict(found) else found
    origin = str(getattr(function, "__module__", ""))
    if not origin.startswith("etude") or origin == "etude.openapi.models":  # OpenAPI describes them
        return {}
    names = Names(vars(sys.modules[origin]))
    if is_typeddict(found):
        written = {key: ref.__forward_arg__ for key, ref in found.__annotations__.items()}
    else:
        parameters = inspect.signature(function).parameters.values()
        written = {each.name: each.annotation for each in parameters if each.kind not in VARIADIC}
    return {
        name: eval(hint, {}, names) if isinstance(hint, str) else hint
        for name, hint in written.items()
        if name != "self"
    }


def has_words(hint):
    parts = (*getattr(hint, "__metadata__", ()), *get_args(hint))
    return any(isinstance(part, Doc) or has_words(part) for part in parts)


@pytest.mark.parametrize("found", [*ours()])
def test_a_public_name_says_what_it_is_and_what_it_takes(found):
    assert vars(found)["__doc__"] if inspect.isclass(found) else found.__doc__, "no docstring"
    silent = [name for name, hint in hints(found).items() if not has_words(hint)]
    assert [name for name in silent if name not in SELF_EXPLANATORY and name[0] != "_"] == []


def test_what_needs_no_words_is_there():
    taken = {name for param in ours() for name in hints(param.values[0])}
    assert taken >= SELF_EXPLANATORY.keys()
