"""A callable as declarations: the only place that reads signatures and resolves annotations."""

from __future__ import annotations

import functools
import inspect
import os
import sys
from types import FunctionType, MethodWrapperType, SimpleNamespace
from typing import Any, Callable, Generic, Tuple

from typing_extensions import Annotated, TypeGuard, get_type_hints

from .._pydantic import factories_of, is_class, is_model
from .._values import value
from ..exceptions import DeclarationError, EndpointContext
from .model import CallableKind

EMPTY = inspect.Parameter.empty
_ANNOTATED: Any = type(Annotated[int, None])
_Row = Tuple[str, Any, Any]
"""The name of an argument, its annotation as it is written, and its default."""
_VARIADIC = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)


@value
class Declaration:
    """What a signature says about one argument."""

    owner: Callable[..., Any]
    name: str
    type: Any
    """The annotated type without its metadata; `EMPTY` where there is no annotation."""
    metadata: tuple[Any, ...]
    default: Any
    default_factory: Callable[[], Any] | None
    """For a field of a dataclass or of a model, whose signature shows no default."""

    @property
    def is_plain(self) -> bool:
        """Whether a class is all that is said about the argument."""
        is_alone = self.default is EMPTY and not self.default_factory and not self.metadata
        return is_alone and is_class(self.type)

    def error(self, problem: str, remedy: str) -> DeclarationError:
        """Return an error that says what is wrong with the argument, and what to do."""
        return DeclarationError(f"{place(self.owner)} {problem}. {remedy}")


def declarations(function: Callable[..., Any]) -> tuple[list[Declaration], Any]:
    """Return what a callable declares about each argument, and its return annotation as written.

    `*args` and `**kwargs` take nothing from a request and are passed over.
    """
    is_simple = _is_plain(function) and not function.__code__.co_posonlyargcount
    read = _read_code if is_simple else _read_signature
    rows, returns = read(function)
    factories = factories_of(function)
    return [
        Declaration(
            function,
            name,
            *split(resolved(function, name, annotation)),
            EMPTY if name in factories else default,
            factories.get(name),
        )
        for name, annotation, default in rows
    ], returns


def _is_plain(function: Any) -> TypeGuard[FunctionType]:
    """Tell whether something is a function that nothing was done to, so that its code says all."""
    return type(function) is FunctionType and not vars(function)


def _read_code(function: Any) -> tuple[list[_Row], Any]:
    """Read a plain function as `inspect.signature` does, which is made for all others too."""
    code, annotations = function.__code__, function.__annotations__
    names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    last = reversed(names[: code.co_argcount])
    defaults = dict(zip(last, reversed(function.__defaults__ or ())))
    defaults.update(function.__kwdefaults__ or ())
    rows = [(name, annotations.get(name, EMPTY), defaults.get(name, EMPTY)) for name in names]
    return rows, annotations.get("return", EMPTY)


def _read_signature(function: Callable[..., Any]) -> tuple[list[_Row], Any]:
    signature = signature_of(function)
    found = [each for each in signature.parameters.values() if each.kind not in _VARIADIC]
    is_made_up = hasattr(function, "__signature__")  # and the code may take what it does not say
    for parameter in found:
        if parameter.kind is inspect.Parameter.POSITIONAL_ONLY and not is_made_up:
            raise DeclarationError(
                f"{place(function)} takes `{parameter.name}` by position only, and arguments are "
                "given by name: remove the `/`."
            )
    return [
        (each.name, each.annotation, each.default) for each in found
    ], signature.return_annotation


def signature_of(function: Callable[..., Any]) -> inspect.Signature:
    """Return the signature of a callable, with annotations as they are written."""
    if sys.version_info < (3, 9) and _is_hidden_by_generic(function):
        function = functools.partial(function.__init__, None)  # type: ignore[misc]  # of its class
    return inspect.signature(function)


if sys.version_info < (3, 9):

    def _is_hidden_by_generic(function: Callable[..., Any]) -> bool:
        """Tell whether a class inherits a `__new__` that takes anything."""
        has_own = not inspect.isclass(function) or hasattr(function, "__signature__")
        return not has_own and function.__new__ is Generic.__new__


def split(hint: Any) -> tuple[Any, tuple[Any, ...]]:
    """Take `Annotated` apart: the type, and its metadata."""
    return (hint.__origin__, hint.__metadata__) if isinstance(hint, _ANNOTATED) else (hint, ())


def resolved(function: Callable[..., Any], name: str, annotation: Any) -> Any:
    """Evaluate an annotation that is a string, or holds some, where the function is defined."""
    if isinstance(split(annotation)[0], type):  # with metadata or without, which holds no names
        return annotation
    return _evaluate(function, name, annotation)


def return_type(function: Callable[..., Any], annotation: Any) -> Any:
    """Return what a callable is annotated to return, or `EMPTY`."""
    return resolved(function, "return", annotation)


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


def _globals(function: Callable[..., Any]) -> dict[str, Any]:
    bare = faces(function)[-1]
    if hasattr(bare, "__globals__"):
        return dict(bare.__globals__)
    return dict(vars(sys.modules[bare.__module__])) if bare.__module__ in sys.modules else {}


# Which kind of callable something is, and where it is


_LAST = (type, MethodWrapperType)
"""What stands for itself; the latter is no routine for Python before 3.11."""


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
        elif isinstance(face, _LAST) or inspect.isroutine(face):
            return found
        else:
            found.append(face.__call__)


_KINDS: list[tuple[Callable[[Any], bool], CallableKind]] = [
    (inspect.isasyncgenfunction, CallableKind.async_generator),
    (inspect.isgeneratorfunction, CallableKind.generator),
    (inspect.iscoroutinefunction, CallableKind.coroutine),
    (is_model, CallableKind.model),
]


_KINDS_OF_CODE = {
    inspect.CO_ASYNC_GENERATOR: CallableKind.async_generator,
    inspect.CO_GENERATOR: CallableKind.generator,
    inspect.CO_COROUTINE: CallableKind.coroutine,
}
_MASK = sum(_KINDS_OF_CODE)


def kind_of(function: Callable[..., Any]) -> CallableKind:
    """Tell how a callable runs, seen through partials, wrappers and `__call__`."""
    if _is_plain(function):
        return _KINDS_OF_CODE.get(function.__code__.co_flags & _MASK, CallableKind.thread)
    seen = faces(function)
    kinds = (kind for face in seen for test, kind in _KINDS if test(face))
    return next(kinds, CallableKind.thread)


def is_coroutine(function: Callable[..., Any]) -> bool:
    """Tell whether calling something gives a coroutine."""
    return inspect.iscoroutinefunction(function) or kind_of(function) is CallableKind.coroutine


def context_of(function: Callable[..., Any]) -> EndpointContext:
    """Return the name, file and line of a callable, as far as it has them."""
    bare = faces(function)[-1]
    context: EndpointContext = {"function": getattr(bare, "__qualname__", repr(bare))}
    code = getattr(bare.__init__ if inspect.isclass(bare) else bare, "__code__", None)
    if code is not None:
        context["file"], context["line"] = code.co_filename, code.co_firstlineno
    return context


def place(function: Callable[..., Any]) -> str:
    """Say which function it is and where: `read_item() in app/items.py, line 12`."""
    context = context_of(function)
    name, file = f"{context.get('function')}()", context.get("file")
    if file is None:
        return name
    relative = os.path.relpath(file) if os.path.isabs(file) else file
    shown = file if relative.startswith("..") else relative
    return f"{name} in {shown}, line {context.get('line')},"
