"""What is wrong with a request, in the form that Pydantic's errors have."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from starlette.exceptions import HTTPException as StarletteHTTPException

from ..exceptions import HTTPException, RequestValidationError


def describe_error(
    type_: str, loc: tuple[Any, ...], message: str, value: Any, **ctx: Any
) -> dict[str, Any]:
    """Return an error in the form that Pydantic's errors have."""
    error = {"type": type_, "loc": loc, "msg": message, "input": value}
    return {**error, "ctx": ctx} if ctx else error


def parse_json(raw: str | bytes, *part: str) -> Any:
    """Parse a body, or a part of one.

    Raises RequestValidationError for text that is not JSON, and HTTPException with status 400 for
    bytes that are no text or that no parser takes.
    """
    try:
        return json.loads(raw)
    except json.JSONDecodeError as error:
        at, reason = ("body", *part, error.pos), error.msg
        entry = describe_error("json_invalid", at, "JSON decode error", {}, error=reason)
        raise RequestValidationError([entry], body=error.doc) from error
    except (ValueError, RecursionError) as error:
        refuse(error)


def refuse(error: Exception) -> NoReturn:
    """Answer a body that cannot be read with status 400, whatever stopped its reading."""
    if isinstance(error, StarletteHTTPException):
        raise error
    raise HTTPException(400, "There was an error parsing the body") from error
