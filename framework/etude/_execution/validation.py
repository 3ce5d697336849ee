"""Raw values become validated arguments, or errors with their location."""

from __future__ import annotations

import functools
from copy import deepcopy
from typing import Any, Callable, Iterable, NamedTuple, Sequence

from pydantic_core import ValidationError
from starlette.datastructures import UploadFile

from .._plan.model import Body, BodyKind, Field, Location, Shape
from .._pydantic import Undefined, errors_of
from .context import ABSENT, Context
from .reading import Values, compile_reader

Gather = Callable[[Context, "dict[str, Any]"], None]
"""Puts validated values into the arguments, and what is wrong into the context's errors."""

_IMMUTABLE = (str, bytes, int, float, type(None))


def missing(loc: tuple[Any, ...]) -> dict[str, Any]:
    """Return the error of a required value that the request does not have."""
    return {"type": "missing", "loc": loc, "msg": "Field required", "input": None}


def distinct_errors(context: Context) -> list[dict[str, Any]]:
    """Return what is wrong with a request, each error once."""
    distinct: list[dict[str, Any]] = []
    for error in context.errors:
        if error not in distinct:
            distinct.append(error)
    return distinct


def compile_parameters(
    location: Location, fields: Sequence[Field], claimed: Iterable[str] = ()
) -> Gather:
    """Compile the parameters of one location; `claimed` are the aliases of all of them."""
    read, rows = compile_reader(location, fields, claimed), _rows(fields)

    def gather(context: Context, arguments: dict[str, Any]) -> None:
        _validate(rows, read(context.scope), context, arguments)

    return gather


class _Row(NamedTuple):
    """How one field is validated."""

    name: str
    slot: Any
    validate: Callable[[Any], Any]
    default: Callable[[], Any] | None
    loc: tuple[str, ...]
    errors_of: Callable[[ValidationError, tuple[str, ...]], list[dict[str, Any]]]


def _rows(fields: Sequence[Field], from_attributes: bool = False) -> list[_Row]:
    return [
        _Row(
            field.name,
            field.slot,
            _validator(field, from_attributes or field.shape is not None),
            _default(field),
            field.loc,
            errors_of if field.shape is None else _errors_of_shape(field.shape),
        )
        for field in fields
    ]


def _validator(field: Field, from_attributes: bool) -> Callable[[Any], Any]:
    validate = field.adapter.validate_python
    return functools.partial(validate, from_attributes=True) if from_attributes else validate


def _errors_of_shape(shape: Shape) -> Callable[..., list[dict[str, Any]]]:
    """Word the errors of a model with the names that the client sends."""
    aliases = {field.name: field.alias for field in shape.fields}

    def errors_of_model(error: ValidationError, loc: tuple[str, ...]) -> list[dict[str, Any]]:
        found = errors_of(error, ())
        for entry in found:
            first, rest = entry["loc"][:1], entry["loc"][1:]
            entry["loc"] = (*loc, *(aliases.get(key, key) for key in first), *rest)
        return found

    return errors_of_model


def _validate(
    rows: Sequence[_Row], values: Values, context: Context, arguments: dict[str, Any]
) -> None:
    for name, slot, validate, default, loc, errors in rows:
        try:
            if slot in values:
                arguments[name] = validate(values[slot])
            elif default is not None:
                arguments[name] = default()
            else:
                context.errors.append(missing(loc))
        except ValidationError as error:
            context.errors += errors(error, loc)


def compile_body(body: Body, fields: Sequence[Field]) -> Gather:
    """Compile those fields of an operation's body that one of its calls takes."""
    if body.kind is BodyKind.form:
        return _compile_form(fields)
    return _compile_embedded(body, fields) if body.is_embedded else _compile_whole(fields)


def _compile_whole(fields: Sequence[Field]) -> Gather:
    rows = [(field.name, field.adapter.validate_python, _default(field)) for field in fields]

    def gather(context: Context, arguments: dict[str, Any]) -> None:
        for name, validate, default in rows:
            try:
                if context.validated_body is not ABSENT:
                    arguments[name] = context.validated_body
                elif context.body is not ABSENT:
                    arguments[name] = validate(context.body, from_attributes=True)
                elif default is not None:
                    arguments[name] = default()
                else:
                    context.errors.append(missing(("body",)))
            except ValidationError as error:
                context.errors += errors_of(error, ("body",))

    return gather


def _compile_embedded(body: Body, fields: Sequence[Field]) -> Gather:
    rows = _rows(fields, from_attributes=True)

    def gather(context: Context, arguments: dict[str, Any]) -> None:
        _validate(rows, _members(context, body), context, arguments)

    return gather


def _compile_form(fields: Sequence[Field]) -> Gather:
    rows = _rows(fields)

    def gather(context: Context, arguments: dict[str, Any]) -> None:
        errors_before = len(context.errors)
        _validate(rows, context.form_values, context, arguments)
        for error in context.errors[errors_before:]:
            error["input"] = _without_files(error["input"])

    return gather


def _without_files(value: Any) -> Any:
    """Return what a client sent with None for each file, which it could not read back."""
    if isinstance(value, list):
        return [_without_files(item) for item in value]
    if isinstance(value, dict):
        return {key: _without_files(item) for key, item in value.items()}
    return None if isinstance(value, UploadFile) else value


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
