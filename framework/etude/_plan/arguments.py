"""One declaration becomes a field, an injection or a dependency."""

from __future__ import annotations

from typing import AbstractSet, Any, Callable

from starlette.background import BackgroundTasks
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.websockets import WebSocket
from typing_extensions import get_origin

from .. import param_functions, params
from .._pydantic import FieldBase, is_class
from .._security import SecurityScopes
from .._values import value
from .fields import Marker, called, plan_field
from .model import Field, Injection, Location, Protocol, Shared
from .signature import EMPTY, Declaration, place

INJECTABLE: dict[type[Any], dict[Protocol, str]] = {
    Request: {Protocol.http: "request"},
    WebSocket: {Protocol.websocket: "websocket"},
    HTTPConnection: {Protocol.http: "request", Protocol.websocket: "websocket"},
    Response: dict.fromkeys(Protocol, "response"),
    BackgroundTasks: dict.fromkeys(Protocol, "background"),
    SecurityScopes: dict.fromkeys(Protocol, "security_scopes"),
}
"""What is handed over by its type, and under which name `INJECTORS` in `_execution/context.py` has
it for each kind of connection. What a kind has not got is not handed over."""

_INJECTABLE = tuple(INJECTABLE)


@value
class DependencyDeclaration:
    """An argument that a callable returns, before that callable was read."""

    name: str
    function: Callable[..., Any]
    marker: params.Depends


def read_argument(
    declaration: Declaration, path_names: AbstractSet[str], protocol: Protocol
) -> Field | Injection | DependencyDeclaration | None:
    """Decide where an argument's value comes from; None leaves it to its default."""
    if not declaration.is_plain:
        return _read_argument(declaration, path_names, protocol)
    key = (declaration.name, id(declaration.type), declaration.name in path_names, protocol)
    shared = _SHARED.get(key)
    if shared is not None:
        return shared
    argument = _read_argument(declaration, path_names, protocol)
    if isinstance(argument, Field):  # which keeps the type, and so its id
        _SHARED[key] = argument
    return argument


_SHARED: Shared[Field] = Shared()


def _read_argument(
    declaration: Declaration, path_names: AbstractSet[str], protocol: Protocol
) -> Field | Injection | DependencyDeclaration | None:
    name, type_, marker = declaration.name, declaration.type, _marker(declaration)
    if isinstance(marker, params.Depends):
        return DependencyDeclaration(name, _depended_on(declaration, marker), marker)
    origin = get_origin(type_)  # of Request[State], say
    type_ = origin if origin in INJECTABLE else type_
    if is_class(type_) and issubclass(type_, _INJECTABLE):
        if marker is not None:
            raise declaration.error(
                f"asks for `{name}: {type_.__name__}` and marks it with {called(marker)}",
                f"A {type_.__name__} is handed over as it is: remove {called(marker)}.",
            )
        injectable = next(base for base in INJECTABLE if issubclass(type_, base))
        what = INJECTABLE[injectable].get(protocol)
        return None if what is None else Injection(name, what)
    field = plan_field(declaration, marker, path_names)
    if protocol is Protocol.websocket and field.location is Location.body and field.required:
        raise declaration.error(
            f"takes `{name}` from a body and serves a WebSocket, which opens without one",
            "Receive it as a message, or read it from the query, a header or a cookie.",
        )
    return field


_MARKERS = (params.Param, params.Body, params.Depends)
_NAMES = ("Path", "Query", "Header", "Cookie", "Body", "Form", "File", "Depends", "Security")
_UNCALLED = [getattr(module, name) for module in (params, param_functions) for name in _NAMES]


def _marker(declaration: Declaration) -> Marker | params.Depends | None:
    """Return the marker of an argument: the last one in `Annotated`, or the default.

    A default value beside a dependency is for those who call the function themselves.
    """
    name, default = declaration.name, declaration.default
    _refuse_uncalled(declaration)
    annotated = [item for item in declaration.metadata if isinstance(item, _MARKERS)]
    marker = annotated[-1] if annotated else None
    if not isinstance(default, _MARKERS):
        return marker
    if marker is not None:
        raise declaration.error(
            f"marks `{name}` twice, with {called(marker)} in Annotated and "
            f"{called(default)} as the default",
            "Keep the one in Annotated, and give the default value with `=`.",
        )
    return default


def _refuse_uncalled(declaration: Declaration) -> None:
    """Refuse what looks like a marker and is none."""
    name, default = declaration.name, declaration.default
    if default is not EMPTY and any(default is uncalled for uncalled in _UNCALLED):
        raise declaration.error(
            f"gives `{name}` the default {default.__name__} without calling it",
            f"Write {default.__name__}().",
        )
    if any(item is param_functions.Depends for item in declaration.metadata):
        raise declaration.error(
            f"annotates `{name}` with Depends without calling it",
            "Write Depends() or Depends(function).",
        )
    if isinstance(default, FieldBase) and not isinstance(default, _MARKERS):
        raise declaration.error(
            f"gives `{name}` a Pydantic Field() as its default",
            "Write Query(), Body() or another marker of etude instead.",
        )


def _depended_on(declaration: Declaration, marker: params.Depends) -> Callable[..., Any]:
    """Return what a marker says to call; by default the annotated class."""
    name = declaration.name
    function: Any = marker.dependency
    if function is None:
        function = _annotated_class(declaration)
    if function is EMPTY:
        raise declaration.error(
            f"marks `{name}` with Depends() and says nowhere on what it depends",
            "Write Depends(function), or annotate the argument with a class.",
        )
    if not callable(function):
        raise TypeError(
            f"{place(declaration.owner)} depends on {function!r} for `{name}`, which is not a "
            "callable object. Give Depends() a function or a class."
        )
    return function  # type: ignore[no-any-return]  # callable() makes no more of it


def _annotated_class(declaration: Declaration) -> Any:
    origin = get_origin(declaration.type)
    if origin is None:
        return declaration.type
    if isinstance(origin, type) and origin.__module__ not in ("builtins", "collections.abc"):
        return origin
    raise declaration.error(
        f"marks `{declaration.name}: {declaration.type}` with Depends(), and the annotation is no "
        "class",
        "Write Depends(function), or annotate the argument with a class.",
    )
