"""Raw values become validated arguments, or errors with their location."""

from __future__ import annotations

from copy import deepcopy
from typing import Any, Callable, Sequence

from pydantic_core import ValidationError

from .._plan.model import Body, Field, Location
from .._pydantic import Undefined, errors_of
from .context import ABSENT, Context
from .reading import compile_reader

Gather = Callable[[Context, "dict[str, Any]"], None]
"""Puts validated values into the arguments, and what is wrong into the context's errors."""

_IMMUTABLE = (str, bytes, int, float, type(None))


def missing(loc: tuple[Any, ...]) -> dict[str, Any]:
    """Return the error of a required value that the request does not have."""
    return {"type": "missing", "loc": loc, "msg": "Field required", "input": None}


def compile_parameters(location: Location, fields: Sequence[Field]) -> Gather:
    """Compile the parameters of one location."""
    read = compile_reader(location, fields)
    rows = [
        (field.name, field.alias, field.adapter.validate_python, _default(field), field.loc)
        for field in fields
    ]

    def gather(context: Context, arguments: dict[str, Any]) -> None:
        values = read(context.scope)
        for name, alias, validate, default, loc in rows:
            try:
                if alias in values:
                    arguments[name] = validate(values[alias])
                elif default is not None:
                    arguments[name] = default()
                else:
                    context.errors.append(missing(loc))
            except ValidationError as error:
                context.errors += errors_of(error, loc)

    return gather


def compile_body(body: Body, fields: Sequence[Field]) -> Gather:
    """Compile those fields of an operation's body that one of its calls takes."""
    return _compile_embedded(body, fields) if body.is_embedded else _compile_whole(fields)


def _compile_whole(fields: Sequence[Field]) -> Gather:
    rows = [(field.name, field.adapter.validate_python, _default(field)) for field in fields]

    def gather(context: Context, arguments: dict[str, Any]) -> None:
        for name, validate, default in rows:
            try:
                if context.body is not ABSENT:
                    arguments[name] = validate(context.body, from_attributes=True)
                elif default is not None:
                    arguments[name] = default()
                else:
                    context.errors.append(missing(("body",)))
            except ValidationError as error:
                context.errors += errors_of(error, ("body",))

    return gather


def _compile_embedded(body: Body, fields: Sequence[Field]) -> Gather:
    rows = [
        (field.name, field.alias, field.adapter.validate_python, _default(field), field.loc)
        for field in fields
    ]

    def gather(context: Context, arguments: dict[str, Any]) -> None:
        values = _members(context, body)
        for name, alias, validate, default, loc in rows:
            try:
                if alias in values:
                    arguments[name] = validate(values[alias], from_attributes=True)
                elif default is not None:
                    arguments[name] = default()
                else:
                    context.errors.append(missing(loc))
            except ValidationError as error:
                context.errors += errors_of(error, loc)

    return gather


def _members(context: Context, body: Body) -> dict[str, Any]:
    """Return the members of the JSON object that holds the fields of the body."""
    if isinstance(context.body, dict):
        return context.body
    if context.body is not ABSENT and not body.required:
        context.errors.append(
            {
                "type": "dict_type",
                "loc": ("body",),
                "msg": "Input should be a valid dictionary",
                "input": context.body,
            }
        )
    return {}


def _default(field: Field) -> Callable[[], Any] | None:
    """Return what makes the default of a field, or None where a value is required."""
    make = _unvalidated_default(field)
    if make is None or not field.marker.validate_default:
        return make
    validate = field.adapter.validate_python
    return lambda: validate(make())


def _unvalidated_default(field: Field) -> Callable[[], Any] | None:
    if field.default_factory is not None:
        return field.default_factory
    value = field.default
    if value is Undefined:
        return None
    if isinstance(value, _IMMUTABLE):
        return lambda: value
    return lambda: deepcopy(value)
