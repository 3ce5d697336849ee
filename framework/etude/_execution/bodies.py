"""Reads the body of a request and decodes it."""

from __future__ import annotations

import json
from typing import Any, Awaitable, Callable, NoReturn

from pydantic_core import ValidationError
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.requests import ClientDisconnect
from starlette.types import Message

from .._plan.model import Body, BodyKind, Lifetime, Location, Plan
from .._pydantic import errors_of_json
from .._starlette import read_form
from ..exceptions import HTTPException, RequestValidationError
from .context import Context
from .reading import Found, compile_collect, grouped
from .validation import TOO_LARGE, describe_error

ReadBody = Callable[[Context], Awaitable[None]]
Validate = Callable[[Context, bytes], bool]
"""Validates a body that is JSON; False where the parsed JSON has to say what is wrong."""


def compile_body_reader(operation: Plan) -> ReadBody | None:
    """Return a function that reads the body of a request into the context, if there is one."""
    body = operation.body
    if body is None:
        return None
    if body.kind is BodyKind.json:
        return _compile_json(body.assumes_json, _compile_quick(body, operation))
    return _compile_form(body, operation.aliases(Location.body))


def _compile_form(body: Body, claimed: frozenset[str]) -> ReadBody:
    collect = compile_collect(body.fields, claimed)
    parts = [part for field in body.fields for part in field.parts]
    lists = frozenset(key for part in parts if part.is_sequence for key in part.keys)
    scalars = frozenset(key for part in parts for key in part.keys) - lists
    contents = [field.slot for field in body.fields if field.reads_content]

    async def read(context: Context) -> None:
        try:
            form = await read_form(context.request, body.limits)
        except Exception as error:
            _refuse(error)
        context.stack(Lifetime.request).push_async_callback(form.close)
        context.body = form
        values = collect(_without_empty(grouped(form.multi_items()), scalars, lists))
        for slot in contents:
            if slot in values:
                values[slot] = await _content(values[slot])
        context.form_values = values

    return read


def _without_empty(found: Found, scalars: frozenset[str], lists: frozenset[str]) -> Found:
    """Leave out what browsers send for inputs that were left empty.

    Of a scalar the last value counts, so that nothing is left if that is empty; a list keeps empty
    texts and loses empty files.
    """
    for name in lists.intersection(found):
        found[name] = [value for value in found[name] if not _is_no_file(value)]
    return {
        name: many
        for name, many in found.items()
        if many and not (name in scalars and (many[-1] == "" or _is_no_file(many[-1])))
    }


def _is_no_file(value: Any) -> bool:
    return isinstance(value, UploadFile) and not value.filename and not value.size


async def _content(value: Any) -> Any:
    if isinstance(value, list):
        return [await _content(item) for item in value]
    return await value.read() if isinstance(value, UploadFile) else value


def _compile_quick(body: Body, operation: Plan) -> Validate | None:
    """Return what validates the bytes of a body that is one value for one argument."""
    in_body = [field for field in operation.fields if field.location is Location.body]
    validate = in_body[0].adapter.validate_json
    if len(in_body) > 1 or body.is_embedded or validate is None:
        return None
    words_errors = not in_body[0].adapter.has_repeatable_keys

    def validate_bytes(context: Context, raw: bytes) -> bool:
        try:
            context.validated_body = validate(raw)
        except (ValidationError, *TOO_LARGE) as error:
            if words_errors and isinstance(error, ValidationError):
                context.body_errors = errors_of_json(error, ("body",))
            return context.body_errors is not None
        return True

    return validate_bytes


def _compile_json(assumes_json: bool, validate: Validate | None) -> ReadBody:
    """Read a body and parse it if the request says that it is JSON, else keep its bytes.

    Raises RequestValidationError for text that is not JSON, and HTTPException with status 400 for
    what cannot be read to its end, is no text, or is taken by no parser.
    """

    async def read(context: Context) -> None:
        try:
            if context.request_if_made is not None:  # which may change what is read
                raw = await context.request_if_made.body()
            else:
                message = await context.receive()
                raw = message.get("body", b"")
                if not raw or message.get("more_body"):
                    raw = await _read_rest(context, message)
        except Exception as error:
            _refuse(error)
        context.raw_body = raw
        if not raw:
            return
        media_type = content_type(context)
        if not (is_json(media_type) or (assumes_json and not media_type)):
            context.body = raw
        elif validate is None or not validate(context, raw):
            context.body = parse_json(raw)

    return read


async def _read_rest(context: Context, message: Message) -> bytes:
    """Return the body of which one message is the beginning."""
    chunks = [message.get("body", b"")]
    while message.get("more_body"):
        message = await context.receive()
        chunks.append(message.get("body", b""))
    if message["type"] == "http.disconnect":
        raise ClientDisconnect
    return b"".join(chunks)


def _refuse(error: Exception) -> NoReturn:
    """Answer a body that cannot be read with status 400, whatever stopped its reading."""
    if isinstance(error, StarletteHTTPException):
        raise error
    raise HTTPException(400, "There was an error parsing the body") from error


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


def parse_json(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except json.JSONDecodeError as error:
        at, reason = ("body", error.pos), error.msg
        entry = describe_error("json_invalid", at, "JSON decode error", {}, error=reason)
        raise RequestValidationError([entry], body=error.doc) from error
    except (ValueError, RecursionError) as error:
        _refuse(error)
