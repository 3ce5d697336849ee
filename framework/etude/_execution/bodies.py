"""Reads the body of a request and decodes it."""

from __future__ import annotations

from typing import Any, Awaitable, Callable

from pydantic_core import ValidationError
from starlette.datastructures import FormData, UploadFile
from starlette.requests import ClientDisconnect
from starlette.types import Message

from .._body_limits import BodyTooLarge, counting
from .._forms import MAX_PART_SIZE
from .._limits import LONG, MOST_LEVELS, SHALLOW, is_deeper
from .._plan.model import Body, BodyKind, Lifetime, Location, Plan
from .._pydantic import errors_of_json
from .._starlette import read_form
from ..exceptions import HTTPException
from .context import Context
from .errors import parse_json, refuse
from .nesting import Found, is_left_out, is_no_file
from .reading import compile_collect, grouped, is_special
from .validation import TOO_LARGE

ReadBody = Callable[[Context], Awaitable[None]]
Validate = Callable[[Context, bytes], bool]
"""Validates a body that is JSON; False where the parsed JSON has to say what is wrong."""


def compile_body_reader(operation: Plan) -> ReadBody | None:
    """Return a function that reads the body of a request into the context, if there is one."""
    body = operation.body
    if body is None:
        return None
    if body.kind is BodyKind.json:
        return _compile_json(body, _compile_quick(body, operation))
    return _compile_form(body, operation.aliases(Location.body))


def _compile_form(body: Body, claimed: frozenset[str]) -> ReadBody:
    is_plain = not any(is_special(field) for field in body.fields)
    collect = compile_collect(body.fields, claimed)
    parts = [part for field in body.fields for part in field.parts]
    lists = frozenset(key for part in parts if part.is_sequence for key in part.keys)
    scalars = frozenset(key for part in parts if not part.nest for key in part.keys) - lists
    in_json = {key for part in parts if part.nest and part.nest.takes_json for key in part.keys}
    contents = [field.slot for field in body.fields if field.reads_content]

    async def read(context: Context) -> None:
        try:
            form = await read_form(context.request, body.limits, body.max_size)
        except Exception as error:
            refuse(error)
        context.stack(Lifetime.request).push_async_callback(form.close)
        context.body = form
        if is_plain:
            values = _last_values(form, scalars)
        else:
            found = _without_empty(grouped(form.multi_items()), scalars, lists)
            for name in in_json.intersection(found) if in_json else ():
                found[name] = [await _json_of(value, body) for value in found[name]]
            values = collect(found)
        for slot in contents:
            if slot in values:
                values[slot] = await _content(values[slot])
        context.form_values = values

    return read


def _last_values(form: FormData, scalars: frozenset[str]) -> dict[Any, Any]:
    """Return the last value of each name, without those that `_without_empty` leaves out."""
    return {
        name: value for name, value in form.items() if not (name in scalars and is_left_out(value))
    }


def _without_empty(found: Found, scalars: frozenset[str], lists: frozenset[str]) -> Found:
    """Leave out what browsers send for inputs that were left empty.

    Of a scalar the last value counts, so that nothing is left if that is empty; a list keeps empty
    texts and loses empty files.
    """
    for name in lists.intersection(found):
        found[name] = [value for value in found[name] if not is_no_file(value)]
    return {
        name: many
        for name, many in found.items()
        if many and not (name in scalars and is_left_out(many[-1]))
    }


async def _json_of(part: Any, body: Body) -> Any:
    """Return the content of a part that is a file and says that it is JSON, else the part."""
    if not isinstance(part, UploadFile) or not is_json((part.content_type or "").encode()):
        return part
    most = body.limits.get("max_part_size", MAX_PART_SIZE)
    if (part.size or 0) > most:
        raise HTTPException(413, f"A part with JSON exceeded the maximum size of {most} bytes.")
    return await part.read()


async def _content(value: Any) -> Any:
    if isinstance(value, list):
        return [await _content(item) for item in value]
    return await value.read() if isinstance(value, UploadFile) else value


def _compile_quick(body: Body, operation: Plan) -> Validate | None:
    """Return what validates the bytes of a body that is one value for one argument."""
    in_body = [field for field in operation.fields if field.location is Location.body]
    validate = in_body[0].adapter.validate_json
    if len(in_body) > 1 or body.is_embedded or validate is None or not body.allows_inf_nan:
        return None
    words_errors = not in_body[0].adapter.has_repeatable_keys
    has_own_depth, levels = body.max_depth < MOST_LEVELS, body.max_depth
    adapter = in_body[0].adapter

    def validate_bytes(context: Context, raw: bytes) -> bool:
        validate_json = validate
        if has_own_depth and is_deeper(raw, levels):
            return False
        if context.raw_size > LONG:
            if is_deeper(raw, SHALLOW):
                return False
            validate_json = adapter.failing_fast._validate_json
        try:
            context.validated_body = validate_json(raw)
        except (ValidationError, *TOO_LARGE) as error:
            if words_errors and isinstance(error, ValidationError):
                context.body_errors = errors_of_json(error, ("body",), context.raw_size)
            return context.body_errors is not None
        return True

    return validate_bytes


def _compile_json(body: Body, validate: Validate | None) -> ReadBody:
    """Read a body and parse it if the request says that it is JSON, else keep its bytes.

    Raises RequestValidationError for text that is not JSON or is nested too deep, BodyTooLarge, and
    HTTPException with status 400 for what cannot be read to its end, is no text, or is taken by no
    parser.
    """
    assumes_json, most = body.assumes_json, body.max_size
    levels, is_finite = body.max_depth, not body.allows_inf_nan

    async def read(context: Context) -> None:
        try:
            if context.request_if_made is not None:  # which may change what is read
                context.request_if_made._receive = counting(context.request_if_made._receive, most)
                raw = await context.request_if_made.body()
            else:
                message = await context.receive()
                raw = message.get("body", b"")
                if not raw or message.get("more_body"):
                    raw = await _read_rest(context, message, most)
        except Exception as error:
            refuse(error)
        context.raw_body, context.raw_size = raw, len(raw)
        if context.raw_size > most:
            raise BodyTooLarge
        if not raw:
            return
        media_type = content_type(context)
        is_usual = media_type == b"application/json"  # as `is_json` would say
        if not (is_usual or is_json(media_type) or (assumes_json and not media_type)):
            context.body = raw
        elif validate is None or not validate(context, raw):
            context.body = parse_json(raw, levels=levels, is_finite=is_finite)

    return read


async def _read_rest(context: Context, message: Message, most: int) -> bytes:
    """Return the body of which one message is the beginning, or more of it than is wanted."""
    raw = bytearray(message.get("body", b""))
    while message.get("more_body") and len(raw) <= most:
        message = await context.receive()
        raw += message.get("body", b"")
    if message["type"] == "http.disconnect":
        raise ClientDisconnect
    return bytes(raw)


def content_type(context: Context) -> bytes:
    """Return the Content-Type header, empty where there is none."""
    for name, value in context.scope["headers"]:
        if name == b"content-type":
            return bytes(value)
    return b""


def is_json(media_type: bytes) -> bool:
    """Tell whether a media type is `application/json` or `application/*+json` (RFC 6839)."""
    if media_type == b"application/json":
        return True
    essence = media_type.partition(b";")[0].strip().lower()
    type_, _, subtype = essence.partition(b"/")
    return type_ == b"application" and (subtype == b"json" or subtype.endswith(b"+json"))
