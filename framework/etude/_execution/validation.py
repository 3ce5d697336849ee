"""Raw values become validated arguments, or errors with their location."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from functools import partial
from operator import attrgetter
from typing import Any, Callable, Sequence

from pydantic_core import ValidationError
from starlette.datastructures import FormData, UploadFile

from .._limits import LONG, MOST_ERRORS, MOST_IN_MEMORY
from .._plan.model import Body, BodyKind, Call, Field, Location, Plan, Shape
from .._pydantic import errors_of, errors_of_body
from .context import ABSENT, Context
from .errors import describe_error, put_in_words
from .reading import Read, Values, compile_reader, is_special
from .source import Source

ARGUMENTS = "arguments[{!r}]"
"""The target of what is put into a dict of arguments."""

Gather = Callable[[Context, "dict[str, Any]"], None]
"""Puts validated values into the arguments, and what is wrong into the context's errors."""

TOO_LARGE = (OverflowError, RecursionError)
"""What validators raise for values that no object can hold: durations and patterns, for example."""

_IMMUTABLE = (str, bytes, int, float, type(None))


def distinct_errors(context: Context) -> list[dict[str, Any]]:
    """Return what is wrong with a request, each error once, with None for uploaded files."""
    errors = context.errors
    put_in_words(errors)
    if isinstance(context.body, FormData):
        for error in errors:
            error["input"] = _without_files(error["input"])
        _repeat_little(errors)
    elif context.raw_size > MOST_IN_MEMORY // MOST_ERRORS:
        _repeat_little(errors)
    if len({error["loc"] for error in errors}) == len(errors):
        return errors
    distinct: list[dict[str, Any]] = []
    by_place: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for error in errors:
        at_this_place = by_place.setdefault(error["loc"], [])
        if error not in at_this_place:
            at_this_place.append(error)
            distinct.append(error)
    return distinct


def _repeat_little(errors: list[dict[str, Any]]) -> None:
    """Repeat what was sent up to a limit in all; nested values would be there once a level."""
    left = MOST_IN_MEMORY
    for error in errors:
        left -= _size(error["input"], left)
        if left < 0:
            error["input"] = None


def _size(value: Any, most: int) -> int:
    """Return about how long a value is as JSON; where it is longer than wanted, just that."""
    size, inside = 0, [value]
    while inside and size <= most:
        value = inside.pop()
        if isinstance(value, dict):
            inside += [*value, *value.values()]
        elif isinstance(value, list):
            inside += value
        size += len(value) if isinstance(value, (str, bytes)) else 8
    return size


def _without_files(value: Any) -> Any:
    """Return what a client sent with None for each file, which it could not read back."""
    if isinstance(value, list):
        return [_without_files(item) for item in value]
    if isinstance(value, dict):
        return {key: _without_files(item) for key, item in value.items()}
    return None if isinstance(value, UploadFile) else value


def write_arguments(
    source: Source, location: Location, fields: Sequence[Field], operation: Plan, target: str
) -> None:
    """Write what one of an operation's calls takes from one location.

    `target` becomes the place of an argument when it is formatted with its name.
    """
    body = operation.body
    if location is not Location.body or body is None:
        write_fields(source, fields, compile_reader(location, fields, operation), target)
    elif body.kind is BodyKind.form:
        write_fields(source, fields, attrgetter("form_values"), target)
    elif _are_members(fields, body):
        members = partial(_members, body=body)
        gather = _of_any_length(
            fields, lambda some: compile_fields(some, members, from_attributes=True)
        )
        source.add(f"{source.name(gather, 'gather')}(context, arguments)")
    else:
        parse, name = source.name(_compile_whole(fields[0]), "gather"), fields[0].name
        source.add(
            f"if context.validated_body is not {source.name(ABSENT, 'absent')}:",
            f"    {target.format(name)} = context.validated_body",
            "else:",
            "    parsed = {}",
            f"    {parse}(context, parsed)",
            "    if parsed:",
            f"        {target.format(name)} = parsed[{name!r}]",
        )


def takes_members(call: Call, plan: Plan) -> bool:
    """Tell whether a call takes members of the one JSON object that is the body."""
    in_body = [field for field in call.fields if field.location is Location.body]
    return bool(in_body) and plan.body is not None and _are_members(in_body, plan.body)


def _are_members(in_body: Sequence[Field], body: Body) -> bool:
    return body.kind is BodyKind.json and (body.is_embedded or len(in_body) > 1)


def _of_any_length(
    fields: Sequence[Field], compile_: Callable[[Sequence[Field]], Gather]
) -> Gather:
    """Compile fields of a body of which, where it is long, not every wrong item is reported."""
    compiled: dict[bool, Gather] = {}  # when it is first needed, which may be never

    def gather(context: Context, arguments: dict[str, Any]) -> None:
        is_long = context.raw_size > LONG
        if is_long not in compiled:
            compiled[is_long] = compile_([*map(_failing_fast, fields)] if is_long else fields)
        compiled[is_long](context, arguments)

    return gather


def _failing_fast(field: Field) -> Field:
    return replace(field, adapter=field.adapter.failing_fast)


def compile_fields(
    fields: Sequence[Field],
    read: Read,
    from_attributes: bool = False,
    loc: tuple[str, ...] | None = None,
) -> Gather:
    """Compile fields whose raw values `read` returns by their slots; `loc` is for all of them."""
    source = Source()
    write_fields(source, fields, read, ARGUMENTS, from_attributes, loc)
    return source.function("def written(context, arguments)")


def write_fields(
    source: Source,
    fields: Sequence[Field],
    read: Read,
    target: str,
    from_attributes: bool = False,
    loc: tuple[str, ...] | None = None,
) -> None:
    """Write what `compile_fields` compiles, with `target` as in `write_arguments`."""
    source.add(f"values = {source.name(read, 'read')}(context)")
    for field in fields:
        validate = source.name(_validator(field, from_attributes), "validate")
        note = source.name(_compile_noting(field, loc or field.loc), "note")
        place, slot = target.format(field.name), repr(field.slot)
        source.add(
            "try:",
            f"    if {slot} in values:",
            f"        {place} = {validate}(values[{slot}])",
            "    else:",
            f"        {_write_default(source, field, place, loc or field.loc)}",
            "except Exception as error:",
            f"    {note}(context, error, values)",
        )


def _compile_noting(
    field: Field, loc: tuple[str, ...]
) -> Callable[[Context, Exception, Values], None]:
    """Return a function that notes what was raised for a value; it raises what is no misfit."""
    slot, errors_of_field = field.slot, _errors_of_field(field)
    is_text = _is_text(field)

    def note(context: Context, error: Exception, values: Values) -> None:
        if is_text and type(error) is ValidationError and type(values.get(slot)) is str:
            error.__traceback__ = None  # which would hold the context
            context.errors.append((error, loc))
        elif isinstance(error, ValidationError):
            context.errors += errors_of_field(error, loc)
        elif isinstance(error, TOO_LARGE) and slot in values:
            message = f"Value error, {error}"  # as Pydantic words a ValueError
            found = describe_error("value_error", loc, message, values[slot], error=error)
            context.errors.append(found)
        else:
            raise error  # of a validator, or of a default

    return note


def _is_text(field: Field) -> bool:
    """Tell whether a field is a parameter of which Pydantic finds at most one thing wrong."""
    if field.location is Location.body or is_special(field):
        return False
    return field.adapter.words_errors_in_json


def _validator(field: Field, from_attributes: bool) -> Callable[[Any], Any]:
    validate = field.adapter.validate_python
    takes_attributes = from_attributes or field.shape is not None
    return partial(validate, from_attributes=True) if takes_attributes else validate


def _errors_of_field(field: Field) -> Callable[..., list[dict[str, Any]]]:
    if field.shape is not None:
        return _errors_of_shape(field.shape)
    return errors_of_body if field.location is Location.body else errors_of


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


def _write_default(source: Source, field: Field, place: str, loc: tuple[str, ...]) -> str:
    """Write what is done about a field that the request does not have."""
    value, make = field.default, field.default_factory
    if field.required:
        note = _note_missing if field.location is Location.body else _refuse_missing
        return f"{source.name(partial(note, loc), 'missing')}(context)"
    if make is None and isinstance(value, _IMMUTABLE) and not field.marker.validate_default:
        return f"{place} = {source.name(value, 'default')}"
    make_raw = make or partial(deepcopy, value)
    if not field.marker.validate_default:
        return f"{place} = {source.name(make_raw, 'make')}()"
    validate = field.adapter.validate_python
    return f"{place} = {source.name(lambda: validate(make_raw()), 'make')}()"


def _note_missing(loc: tuple[str, ...], context: Context) -> None:
    context.errors.append(describe_error("missing", loc, "Field required", None))


def _refuse_missing(loc: tuple[str, ...], context: Context) -> None:
    context.errors.append((None, loc))


# The body


def _compile_whole(field: Field) -> Gather:
    """Compile the one field that is the whole JSON document, where its bytes were not validated."""
    slot = field.slot

    def read(context: Context) -> Values:
        return {} if context.body is ABSENT else {slot: context.body}

    gather_parsed = _of_any_length(
        [field],
        lambda fields: compile_fields(fields, read, from_attributes=True, loc=("body",)),
    )

    def gather(context: Context, arguments: dict[str, Any]) -> None:
        if context.body_errors is not None:
            context.errors += context.body_errors
        else:
            gather_parsed(context, arguments)

    return gather


def _members(context: Context, body: Body) -> Values:
    """Return the members of the JSON object that holds the fields of the body."""
    if isinstance(context.body, dict):
        return context.body
    if context.body is not ABSENT and not body.required:
        message = "Input should be a valid dictionary"
        context.errors.append(describe_error("dict_type", ("body",), message, context.body))
    return {}
