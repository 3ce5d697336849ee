"""One declaration becomes a field, an injection or a dependency."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from typing import AbstractSet, Any, Callable, Iterable, Union

from pydantic import AliasPath, BaseModel
from starlette.background import BackgroundTasks
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.websockets import WebSocket
from typing_extensions import get_origin

from .. import params
from .._pydantic import (
    Adapter,
    AdapterError,
    FieldBase,
    Undefined,
    adapter_of,
    is_pydantic_v1,
    says_something,
)
from .._security import SecurityScopes
from ..exceptions import DeclarationError, PydanticV1NotSupportedError
from .constraints import find_unfit
from .kinds import (
    holds_bytes,
    holds_uploads,
    is_scalar,
    is_sequence,
    is_sequence_of_scalars,
    is_unreadable,
    listed,
)
from .model import Field, Injection, Location, Protocol
from .shapes import keys_of, marker_of, plan_shape, with_default
from .signature import EMPTY, Declaration, place

Marker = Union[params.Param, params.Body]

INJECTABLE: dict[type[Any], dict[Protocol, str]] = {
    Request: {Protocol.http: "request"},
    WebSocket: {Protocol.websocket: "websocket"},
    HTTPConnection: {Protocol.http: "request", Protocol.websocket: "websocket"},
    Response: dict.fromkeys(Protocol, "response"),
    BackgroundTasks: dict.fromkeys(Protocol, "background"),
    SecurityScopes: dict.fromkeys(Protocol, "security_scopes"),
}
"""What is handed over by its type, and under which name `INJECTORS` in `_execution/context.py` has
it for each kind of connection."""


@dataclass(frozen=True)
class DependencyDeclaration:
    """An argument that a callable returns, before that callable was read."""

    name: str
    function: Callable[..., Any]
    marker: params.Depends


@dataclass(frozen=True)
class _Argument:
    """A declaration with the callable that it belongs to."""

    owner: Callable[..., Any]
    declaration: Declaration

    @property
    def name(self) -> str:
        return self.declaration.name

    def error(self, problem: str, remedy: str) -> DeclarationError:
        return DeclarationError(f"{place(self.owner)} {problem}. {remedy}")


def read_argument(
    owner: Callable[..., Any],
    declaration: Declaration,
    path_names: AbstractSet[str],
    protocol: Protocol,
) -> Field | Injection | DependencyDeclaration | None:
    """Decide where an argument's value comes from; None leaves its default alone."""
    argument = _Argument(owner, declaration)
    marker = _marker(argument)
    if isinstance(marker, params.Depends):
        return _dependency(argument, marker)
    injectable = _injectable(declaration.type)
    if injectable is not None:
        if marker is not None:
            raise argument.error(
                f"asks for `{argument.name}: {declaration.type.__name__}` and marks it with "
                f"{type(marker).__name__}()",
                f"A {declaration.type.__name__} is handed over as it is: remove "
                f"{type(marker).__name__}().",
            )
        return _injection(argument, injectable, protocol)
    field = _field(argument, marker or _implied_marker(argument, path_names), path_names)
    _check_location(argument, field, protocol)
    return field


def _injectable(type_: Any) -> type[Any] | None:
    if not isinstance(type_, type):
        return None
    return next((base for base in INJECTABLE if issubclass(type_, base)), None)


def _injection(argument: _Argument, injectable: type[Any], protocol: Protocol) -> Injection | None:
    """Return what to inject; an argument with a default may serve the other kind of connection."""
    names = INJECTABLE[injectable]
    if protocol in names:
        return Injection(argument.name, names[protocol])
    if argument.declaration.default is not EMPTY:
        return None
    raise argument.error(
        f"asks for `{argument.name}: {injectable.__name__}` and serves {_SERVES[protocol]}",
        "Ask for an HTTPConnection, which serves both, or give the argument the default None.",
    )


_SERVES = {Protocol.http: "HTTP requests", Protocol.websocket: "a WebSocket"}


def _check_location(argument: _Argument, field: Field, protocol: Protocol) -> None:
    if protocol is Protocol.websocket and field.location is Location.body and field.required:
        raise argument.error(
            f"takes `{argument.name}` from a body and serves a WebSocket, which opens without one",
            "Receive it as a message, or read it from the query, a header or a cookie.",
        )


# Markers


def _marker(argument: _Argument) -> Marker | params.Depends | None:
    """Return the marker of an argument, from `Annotated` or in the place of the default."""
    metadata, default = argument.declaration.metadata, argument.declaration.default
    _refuse_uncalled(argument)
    annotated = [item for item in metadata if isinstance(item, _MARKERS)]
    kinds = {type(item) for item in annotated}
    if len(kinds) > 1:
        names = " and ".join(sorted(f"{kind.__name__}()" for kind in kinds))
        raise argument.error(
            f"marks `{argument.name}` with {names}", "A value has one source: keep one marker."
        )
    if not isinstance(default, _MARKERS):
        return annotated[-1] if annotated else None
    if annotated:
        raise argument.error(
            f"marks `{argument.name}` twice, with {type(annotated[-1]).__name__}() in Annotated and "
            f"{type(default).__name__}() as the default",
            "Keep the one in Annotated, and give the default value with `=`.",
        )
    return default


_MARKERS = (params.Param, params.Body, params.Depends)
_NAMES = ("Path", "Query", "Header", "Cookie", "Body", "Form", "File", "Depends", "Security")


def _refuse_uncalled(argument: _Argument) -> None:
    """Refuse what looks like a marker and is none."""
    from .. import param_functions

    default = argument.declaration.default
    if any(
        default is getattr(module, name) for module in (params, param_functions) for name in _NAMES
    ):
        raise argument.error(
            f"gives `{argument.name}` the default {default.__name__} without calling it",
            f"Write {default.__name__}().",
        )
    if param_functions.Depends in argument.declaration.metadata:
        raise argument.error(
            f"annotates `{argument.name}` with Depends without calling it",
            "Write Depends() or Depends(function).",
        )
    if isinstance(default, FieldBase) and not isinstance(default, _MARKERS):
        raise argument.error(
            f"gives `{argument.name}` a Pydantic Field() as its default",
            "Write Query(), Body() or another marker of etude instead.",
        )


def _implied_marker(argument: _Argument, path_names: AbstractSet[str]) -> Marker:
    """Return the marker that the rules of classification give an argument without one."""
    type_ = argument.declaration.type
    if argument.name in path_names:
        return params.Path()
    if type_ is EMPTY or is_scalar(type_):
        return params.File() if type_ is not EMPTY and holds_uploads(type_) else params.Query()
    return params.File() if holds_uploads(type_) else params.Body()


# Dependencies


def _dependency(argument: _Argument, marker: params.Depends) -> DependencyDeclaration:
    default = argument.declaration.default
    if not any(default is unused for unused in (marker, EMPTY, ..., None)):
        raise argument.error(
            f"marks `{argument.name}` with {type(marker).__name__}() and gives it the default "
            f"{default!r}, which could never be used",
            "Remove the default.",
        )
    function = marker.dependency
    if function is None:
        function = _annotated_class(argument)
    if function is EMPTY:
        raise argument.error(
            f"marks `{argument.name}` with Depends() and says nowhere on what it depends",
            "Write Depends(function), or annotate the argument with a class.",
        )
    if not callable(function):
        raise TypeError(
            f"{place(argument.owner)} depends on {function!r} for `{argument.name}`, which is not a "
            "callable object. Give Depends() a function or a class."
        )
    return DependencyDeclaration(argument.name, function, marker)


def _annotated_class(argument: _Argument) -> Any:
    """Return what `Depends()` without a callable calls: the annotated class."""
    type_ = argument.declaration.type
    origin = get_origin(type_)
    if origin is None:
        return type_
    if isinstance(origin, type) and origin.__module__ not in ("builtins", "collections.abc"):
        return origin
    raise argument.error(
        f"marks `{argument.name}: {type_}` with Depends(), and the annotation is no class",
        "Write Depends(function), or annotate the argument with a class.",
    )


# Fields


def _field(argument: _Argument, marker: Marker, path_names: AbstractSet[str]) -> Field:
    location = Location.body if isinstance(marker, params.Body) else Location(marker.in_.value)
    type_ = Any if argument.declaration.type is EMPTY else listed(argument.declaration.type)
    _check_readable(argument, type_)
    _check_path(argument, marker, path_names)
    _check_files(argument, marker, type_)
    shape = None
    if not isinstance(marker, params.Body) or isinstance(marker, params.Form):
        shape = plan_shape(type_, location, marker, _is_implied(argument, marker))
    if shape is None:
        _check_type(argument, location, type_)
    keys = _keys(argument, marker)
    default = Undefined if location is Location.path else _default(argument, marker)
    if shape is not None and isinstance(default, BaseModel):
        shape = with_default(shape, default)
    return Field(
        name=argument.name,
        location=location,
        alias=keys[0],
        keys=keys,
        marker=_described(argument, marker),
        adapter=_adapter(argument, type_, marker),
        default=default,
        default_factory=None if location is Location.path else _factory(argument, marker),
        is_sequence=shape is None and is_sequence(type_),
        reads_content=isinstance(marker, params.File) and holds_bytes(type_),
        shape=shape,
    )


def _metadata(argument: _Argument, marker: Marker) -> tuple[Any, ...]:
    """Return what `Annotated` says of an argument; a marker that is not in it comes last."""
    metadata = argument.declaration.metadata
    return metadata if any(item is marker for item in metadata) else (*metadata, marker)


def _said(argument: _Argument, marker: Marker) -> list[Any]:
    """Return the marker with the Pydantic Fields and the other markers beside it, in order."""
    return [item for item in _metadata(argument, marker) if isinstance(item, FieldBase)]


def _keys(argument: _Argument, marker: Marker) -> tuple[str, ...]:
    """Return the names that the marker, or a Pydantic Field() beside it, gives the value."""
    said = [marker, *_said(argument, marker)]
    named = [item for item in said if item.validation_alias or item.alias]
    naming = named[0] if named else marker
    choices = getattr(naming.validation_alias, "choices", [naming.validation_alias])
    if all(isinstance(choice, AliasPath) for choice in choices):
        raise argument.error(
            f"names `{argument.name}` by an AliasPath, and a parameter has a name and no path",
            "Use alias= or AliasChoices() with a name.",
        )
    return keys_of(argument.name, naming, marker)


def _described(argument: _Argument, marker: Marker) -> Marker:
    """Return the marker with what is said about the parameter beside it; the last one counts."""
    said = _said(argument, marker)
    if len(said) == 1:
        return marker
    described = copy(marker)
    for name in ("description", "deprecated"):
        given = [getattr(item, name) for item in said if getattr(item, name) is not None]
        setattr(described, name, given[-1] if given else None)
    return described


def _is_implied(argument: _Argument, marker: Marker) -> bool:
    declaration = argument.declaration
    return not any(item is marker for item in (declaration.default, *declaration.metadata))


def _check_path(argument: _Argument, marker: Marker, path_names: AbstractSet[str]) -> None:
    name = argument.name
    if isinstance(marker, params.Path):
        _refuse_path_default(argument, marker)
    elif name in path_names:
        raise argument.error(
            f"marks `{name}` with {type(marker).__name__}(), and the path has {{{name}}}",
            "Remove the marker, use Path(), or rename the argument.",
        )


def _refuse_path_default(argument: _Argument, marker: params.Path) -> None:
    default = argument.declaration.default
    is_marked = any(isinstance(item, params.Path) for item in argument.declaration.metadata)
    has_default = is_marked and default is not EMPTY and default is not ...
    if has_default or marker.default is not Undefined or marker.default_factory is not None:
        raise argument.error(
            f"gives the path parameter `{argument.name}` a default",
            "A path without the parameter is another path: remove the default.",
        )


def _check_files(argument: _Argument, marker: Marker, type_: Any) -> None:
    if holds_uploads(type_) and not isinstance(marker, params.Form):
        raise argument.error(
            f"takes the uploaded file `{argument.name}` from {type(marker).__name__}()",
            "Files come in forms: use File(), or no marker.",
        )


def _check_readable(argument: _Argument, type_: Any) -> None:
    if is_unreadable(type_):
        raise argument.error(
            f"declares the parameter `{argument.name}` of the type {_shown(type_)}, which no "
            "request can hold",
            "Use a type that is read from text or from JSON, or mark a dependency with Depends().",
        )


def _check_type(argument: _Argument, location: Location, type_: Any) -> None:
    if location is Location.body or is_scalar(type_):
        return
    if location is not Location.path and is_sequence_of_scalars(type_):
        return
    raise argument.error(
        f"declares the {location.value} parameter `{argument.name}` of the type {_shown(type_)}, "
        "which is more than a text can hold",
        "Use a type that is read from one text, or declare it as a body with Body().",
    )


def _shown(type_: Any) -> str:
    return type_.__name__ if isinstance(type_, type) else str(type_)


def _default(argument: _Argument, marker: Marker) -> Any:
    default = argument.declaration.default
    if default is marker:
        return marker.default
    inner = [item for item in _said(argument, marker) if item.default is not Undefined]
    if inner and not _is_implied(argument, marker):
        raise argument.error(
            f"gives `{argument.name}` a default inside {_call_of(inner[0])} in Annotated",
            f"Write it after the annotation: `{argument.name}: Annotated[...] = "
            f"{inner[0].default!r}`.",
        )
    if default is EMPTY or default is ...:
        return inner[-1].default if inner else Undefined
    if marker.default_factory is not None:
        raise TypeError(
            f"{place(argument.owner)} gives `{argument.name}` a default and a default_factory: "
            "keep one."
        )
    return default


def _call_of(item: Any) -> str:
    return f"{type(item).__name__}()" if isinstance(item, _MARKERS) else "Field()"


def _factory(argument: _Argument, marker: Marker) -> Any:
    """Return what makes the default; a default that is written out wins over a Field's factory."""
    if argument.declaration.default is not EMPTY:
        return marker.default_factory
    if argument.declaration.default_factory is not None:
        return argument.declaration.default_factory
    factories = [item.default_factory for item in _said(argument, marker) if item.default_factory]
    return factories[-1] if factories else None


def _adapter(argument: _Argument, type_: Any, marker: Marker) -> Adapter:
    if is_pydantic_v1(type_):
        raise PydanticV1NotSupportedError(
            f"{place(argument.owner)} annotates `{argument.name}` with {type_.__name__}, a model of "
            "pydantic.v1. Import BaseModel from pydantic."
        )
    spoken = [item for item in _metadata(argument, marker) if not _is_silent(item)]
    metadata = [_without_names(item, marker) for item in spoken]
    try:
        adapter = adapter_of(type_, metadata)
    except AdapterError as error:
        raise argument.error(
            f"declares the parameter `{argument.name}` of the type {type_!r}, which Pydantic cannot "
            f"read ({str(error).splitlines()[0]})",
            "Use a type that Pydantic knows, or mark a dependency with Depends().",
        ) from error
    _check_constraints(argument, type_, _said(argument, marker))
    return adapter


def _without_names(item: Any, marker: Marker) -> Any:
    """Return a marker for a Pydantic Field, whose aliases have been read already."""
    is_plain = isinstance(item, FieldBase) and not isinstance(item, _MARKERS)
    return marker_of(item, marker) if is_plain else item


def _is_silent(item: Any) -> bool:
    return isinstance(item, (params.Param, params.Body)) and not says_something(item)


def _check_constraints(argument: _Argument, type_: Any, said: Iterable[Any]) -> None:
    constraints = [constraint for item in said for constraint in item.metadata]
    unfit = find_unfit(type_, constraints)
    if unfit is not None:
        shown = repr(unfit).partition("(")[2].rstrip(")")
        raise argument.error(
            f"gives `{argument.name}: {_shown(type_)}` the constraint {shown}, which no value of "
            "that type can be held against",
            "Remove the constraint, or use a type that it fits.",
        )
