"""Tells the reference what the parameters of a function are, and what is said of each.

Options of operations, routers and applications stand in typed dictionaries, and their texts in
`Annotated[..., Doc(...)]`, often behind a name. So this extension of Griffe looks at the functions as
Python has them when they are called, not only at their text.
"""

from __future__ import annotations

import builtins
import importlib
import inspect
import sys
import typing
from collections.abc import Iterator
from typing import Any

import griffe
from typing_extensions import Annotated, Literal, Unpack, get_args, get_origin, is_typeddict

PACKAGE = "etude"
UNIONS = {typing.Union, getattr(__import__("types"), "UnionType", None)}
KINDS: dict[inspect._ParameterKind, Any] = {
    inspect.Parameter.POSITIONAL_ONLY: griffe.ParameterKind.positional_only,
    inspect.Parameter.POSITIONAL_OR_KEYWORD: griffe.ParameterKind.positional_or_keyword,
    inspect.Parameter.VAR_POSITIONAL: griffe.ParameterKind.var_positional,
    inspect.Parameter.KEYWORD_ONLY: griffe.ParameterKind.keyword_only,
    inspect.Parameter.VAR_KEYWORD: griffe.ParameterKind.var_keyword,
}


class Parameters(griffe.Extension):
    """Writes the parameters of functions and the keys of typed dictionaries with their texts."""

    def on_function(self, *, func: griffe.Function, **_: Any) -> None:
        """Replace the parameters that stand in the text by those that the function takes."""
        found = runtime_object(func)
        if not inspect.isroutine(found):
            return
        signature = inspect.signature(found)
        names = names_of(found)
        rows = [row_of(each, names) for each in signature.parameters.values()]
        func.parameters = griffe.Parameters(*(parameter for parameter, _ in rows))
        func.returns = text_of(evaluated(signature.return_annotation, names))
        add_section(
            func,
            griffe.DocstringSectionParameters(
                [described(parameter, words) for parameter, words in rows if words]
            ),
        )

    def on_class(self, *, cls: griffe.Class, **_: Any) -> None:
        """Describe the keys of a typed dictionary."""
        found = runtime_object(cls)
        if not is_typeddict(found):
            return
        for name, hint in typing.get_type_hints(
            found, localns=names_of(found), include_extras=True
        ).items():
            attribute: Any = cls.members.get(name)
            if attribute is not None and words_of(hint):
                attribute.annotation = text_of(hint)
                attribute.docstring = griffe.Docstring(words_of(hint), parent=attribute)


def runtime_object(obj: griffe.Object) -> Any:
    """Return what a name of the package stands for when it is imported, or None."""
    if obj.package.path != PACKAGE:
        return None
    try:
        found: Any = importlib.import_module(obj.module.path)
    except ImportError:
        return None
    for part in obj.path[len(obj.module.path) + 1 :].split("."):
        found = inspect.getattr_static(found, part, None)
    return getattr(found, "__func__", found)


class Names(dict[str, Any]):
    """The names of a module, and anything for those that it imports while types are checked only."""

    def __missing__(self, name: str) -> Any:
        return vars(builtins).get(name, Any)


def names_of(found: Any) -> Names:
    return Names(vars(sys.modules[found.__module__]))


def evaluated(hint: Any, names: Names) -> Any:
    """Return an annotation as an object, where it is a text that can be evaluated."""
    if not isinstance(hint, str):
        return hint
    try:
        return eval(hint, {}, names)
    except (TypeError, AttributeError, SyntaxError):
        return hint


def row_of(parameter: inspect.Parameter, names: Names) -> tuple[griffe.Parameter, str]:
    """Return a parameter as the reference shows it, and what is said of it."""
    hint = evaluated(parameter.annotation, names)
    default = None if parameter.default is inspect.Parameter.empty else default_of(parameter)
    shown = griffe.Parameter(
        parameter.name, annotation=text_of(hint), kind=KINDS[parameter.kind], default=default
    )
    return shown, words_of(hint)


def default_of(parameter: inspect.Parameter) -> str:
    value = parameter.default
    if inspect.isclass(value) or inspect.isroutine(value):
        return str(value.__name__)
    text = repr(value)
    return "..." if " at 0x" in text or "Undefined" in text else text


def described(parameter: griffe.Parameter, words: str) -> griffe.DocstringParameter:
    return griffe.DocstringParameter(
        parameter.name,
        annotation=parameter.annotation,
        description=words,
        value=parameter.default if isinstance(parameter.default, str) else None,
    )


def add_section(obj: griffe.Function, section: griffe.DocstringSectionParameters) -> None:
    if not section.value:
        return
    if obj.docstring is None:
        obj.docstring = griffe.Docstring("", parent=obj)
    obj.docstring.parsed.append(section)


def words_of(hint: Any) -> str:
    """Return what `Doc` says of a parameter, wherever it stands in its annotation."""
    return next(_docs(hint), "")


def _docs(hint: Any) -> Iterator[str]:
    for part in (*getattr(hint, "__metadata__", ()), *get_args(hint)):
        if hasattr(part, "documentation"):
            yield inspect.cleandoc(part.documentation)
        elif not isinstance(part, str):
            yield from _docs(part)


def text_of(hint: Any) -> str | None:
    """Return a type as people write it, without its module and its `Annotated`."""
    if hint in (inspect.Signature.empty, inspect.Parameter.empty):
        return None
    if isinstance(hint, str):
        return hint
    if hint is None or hint is type(None):
        return "None"
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Annotated, Unpack):
        return text_of(arguments[0])
    if origin in UNIONS:
        return " | ".join(str(text_of(each)) for each in arguments)
    if origin is Literal:
        return f"Literal[{', '.join(map(repr, arguments))}]"
    if isinstance(hint, list):
        return f"[{', '.join(str(text_of(each)) for each in hint)}]"
    if hint is Ellipsis:
        return "..."
    name = getattr(hint, "__name__", None) or getattr(origin, "__name__", None) or str(hint)
    inner = ", ".join(str(text_of(each)) for each in arguments)
    return f"{name}[{inner}]" if inner else str(name)
