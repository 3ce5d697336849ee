"""A callable's signature as declarations: the only place that resolves annotations."""

from __future__ import annotations

import dataclasses
import functools
import inspect
import os
import sys
from dataclasses import dataclass
from types import CodeType, SimpleNamespace
from typing import Any, Callable, Generic, Mapping

from typing_extensions import Annotated, get_args, get_origin, get_type_hints

from .._pydantic import factories_of, is_model
from ..exceptions import DeclarationError, EndpointContext

EMPTY = inspect.Parameter.empty
_VARIADIC = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)


@dataclass(frozen=True)
class Declaration:
    """What a signature says about one argument."""

    name: str
    type: Any
    """The annotated type without its metadata; `EMPTY` where there is no annotation."""
    metadata: tuple[Any, ...] = ()
    default: Any = EMPTY
    default_factory: Callable[[], Any] | None = None
    """For a field of a dataclass or of a model, whose signature shows no default."""


def declarations(function: Callable[..., Any]) -> list[Declaration]:
    """Return what a callable declares about each argument that a request can fill.

    `*args` and `**kwargs` take nothing from a request and are passed over.
    """
    parameters = [
        parameter
        for parameter in _signature(function).parameters.values()
        if parameter.kind not in _VARIADIC
    ]
    for parameter in parameters:
        if parameter.kind is inspect.Parameter.POSITIONAL_ONLY:
            raise DeclarationError(
                f"{place(function)} takes `{parameter.name}` by position only, and arguments are "
                "given by name: remove the `/`."
            )
    hints = resolve(function, {parameter.name: parameter.annotation for parameter in parameters})
    factories = _factories(function)
    return [
        _declaration(parameter, hints[parameter.name], factories.get(parameter.name))
        for parameter in parameters
    ]


def _factories(function: Any) -> dict[str, Callable[[], Any]]:
    """Return what makes the defaults of the fields of a dataclass, or of a model."""
    if not inspect.isclass(function):
        return {}
    if is_model(function) or not dataclasses.is_dataclass(function):
        return factories_of(function)
    fields = {field.name: field.default_factory for field in dataclasses.fields(function)}
    return {name: make for name, make in fields.items() if make is not dataclasses.MISSING}


@functools.lru_cache(maxsize=8)
def _signature_of_hashable(function: Callable[..., Any]) -> inspect.Signature:
    return inspect.signature(function)


def _signature(function: Callable[..., Any]) -> inspect.Signature:
    """Return the signature of a callable, which several decisions need one after the other."""
    if sys.version_info < (3, 9) and _is_hidden_by_generic(function):
        function = functools.partial(function.__init__, None)  # type: ignore[misc]  # of its class
    if hasattr(function, "__signature__"):  # which somebody may have changed since
        return inspect.signature(function)
    try:
        hash(function)
    except TypeError:
        return inspect.signature(function)
    return _signature_of_hashable(function)


if sys.version_info < (3, 9):

    def _is_hidden_by_generic(function: Callable[..., Any]) -> bool:
        """Tell whether a class inherits a `__new__` that takes anything."""
        is_class = inspect.isclass(function) and not hasattr(function, "__signature__")
        return is_class and function.__new__ is Generic.__new__


def _declaration(
    parameter: inspect.Parameter, hint: Any, factory: Callable[[], Any] | None
) -> Declaration:
    type_, metadata = split(hint)
    default = parameter.default if factory is None else EMPTY
    return Declaration(parameter.name, type_, metadata, default, factory)


def split(hint: Any) -> tuple[Any, tuple[Any, ...]]:
    """Take `Annotated` apart: the type, and its metadata."""
    if get_origin(hint) is Annotated:
        type_, *metadata = get_args(hint)
        return type_, tuple(metadata)
    return hint, ()


def return_type(function: Callable[..., Any]) -> Any:
    """Return what a callable is annotated to return, or `EMPTY`."""
    annotation = _signature(function).return_annotation
    return resolve(function, {"return": annotation})["return"]


def resolve(function: Callable[..., Any], annotations: Mapping[str, Any]) -> dict[str, Any]:
    """Evaluate annotations that are strings, or hold some, where the function is defined."""
    resolved = dict(annotations)
    for name, annotation in annotations.items():
        if annotation is not EMPTY and not isinstance(annotation, type):
            resolved[name] = _evaluate(function, name, annotation)
    return resolved


def _evaluate(function: Callable[..., Any], name: str, annotation: Any) -> Any:
    holder = SimpleNamespace(__annotations__={name: annotation})
    try:
        return get_type_hints(holder, globalns=_globals(function), include_extras=True)[name]
    except (NameError, SyntaxError, TypeError, AttributeError) as error:
        shown = annotation if isinstance(annotation, str) else repr(annotation)
        raise DeclarationError(
            f"{place(function)} annotates `{name}` with {shown}, which cannot be evaluated "
            f"({error}). Import or define the names it uses at the top of the module, before the "
            "function, and not under TYPE_CHECKING."
        ) from error


def faces(function: Callable[..., Any]) -> list[Any]:
    """Return a callable and, one after the other, what it stands for.

    A partial stands for its function, a wrapper for what it wraps, an object for its `__call__`.
    """
    found: list[Any] = [function]
    while True:
        face = found[-1]
        if isinstance(face, functools.partial):
            found.append(face.func)
        elif hasattr(face, "__wrapped__"):
            found.append(face.__wrapped__)
        elif inspect.isroutine(face) or inspect.isclass(face):
            return found
        else:
            found.append(face.__call__)


def _globals(function: Callable[..., Any]) -> dict[str, Any]:
    bare = faces(function)[-1]
    if hasattr(bare, "__globals__"):
        return dict(bare.__globals__)
    return dict(vars(sys.modules[bare.__module__])) if bare.__module__ in sys.modules else {}


def _code(bare: Any) -> CodeType | None:
    if inspect.isclass(bare):
        bare = bare.__init__
    return getattr(bare, "__code__", None)


def context_of(function: Callable[..., Any]) -> EndpointContext:
    """Return the name, file and line of a callable, as far as it has them."""
    bare = faces(function)[-1]
    context: EndpointContext = {"function": getattr(bare, "__qualname__", repr(bare))}
    code = _code(bare)
    if code is not None:
        context["file"] = code.co_filename
        context["line"] = code.co_firstlineno
    return context


def place(function: Callable[..., Any]) -> str:
    """Say which function it is and where: `read_item() in app/items.py, line 12`."""
    context = context_of(function)
    name, file = f"{context.get('function')}()", context.get("file")
    if file is None:
        return name
    return f"{name} in {_relative(file)}, line {context.get('line')},"


def _relative(file: str) -> str:
    relative = os.path.relpath(file) if os.path.isabs(file) else file
    return file if relative.startswith("..") else relative
