"""Reads the body of a request and decodes it."""

from __future__ import annotations

import json
from typing import Any

from starlette.requests import ClientDisconnect

from ..exceptions import HTTPException, RequestValidationError
from .context import Context


async def read_json_body(context: Context) -> None:
    """Read the body; parse it if the request says that it is JSON, else keep its bytes.

    Raises RequestValidationError for text that is not JSON, and HTTPException with status 400 for
    bytes that are no text or that no parser takes.
    """
    raw = await _read(context)
    if not raw:
        return
    context.body = _parse(raw) if is_json(content_type(context)) else raw


async def _read(context: Context) -> bytes:
    if context.request_if_made is not None:  # which may change what is read
        return await context.request_if_made.body()
    message = await context.receive()
    body: bytes = message.get("body", b"")
    if message.get("more_body"):
        chunks = [body]
        while message.get("more_body"):
            message = await context.receive()
            chunks.append(message.get("body", b""))
        body = b"".join(chunks)
    if message["type"] == "http.disconnect":
        raise ClientDisconnect
    context.raw_body = body
    return body


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


def _parse(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except json.JSONDecodeError as error:
        raise RequestValidationError(
            [
                {
                    "type": "json_invalid",
                    "loc": ("body", error.pos),
                    "msg": "JSON decode error",
                    "input": {},
                    "ctx": {"error": error.msg},
                }
            ],
            body=error.doc,
        ) from error
    except (ValueError, RecursionError) as error:
        raise HTTPException(400, "There was an error parsing the body") from error
