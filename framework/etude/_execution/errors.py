"""What is wrong with a request, in the form that Pydantic's errors have."""

from __future__ import annotations

import json
import math
from typing import Any, NoReturn

from starlette.exceptions import HTTPException as StarletteHTTPException

from .._limits import MOST_LEVELS, is_deeper
from ..exceptions import HTTPException, RequestValidationError


def describe_error(
    type_: str, loc: tuple[Any, ...], message: str, value: Any, **ctx: Any
) -> dict[str, Any]:
    """Return an error in the form that Pydantic's errors have."""
    error = {"type": type_, "loc": loc, "msg": message, "input": value}
    return {**error, "ctx": ctx} if ctx else error


def parse_json(
    raw: str | bytes, *part: str, levels: int = MOST_LEVELS, is_finite: bool = False
) -> Any:
    """Parse a body, or a part of one; `is_finite` refuses NaN and infinities.

    Raises RequestValidationError for text that is not JSON or nested too deep, and HTTPException
    with status 400 for bytes that are no text or that no parser takes.
    """
    counted = raw if isinstance(raw, bytes) else raw.encode(errors="surrogatepass")
    if is_deeper(counted, levels):
        message = f"JSON is nested deeper than {levels} levels"
        entry = describe_error("json_too_deep", ("body", *part), message, None, max_depth=levels)
        raise RequestValidationError([entry], body=None)
    try:
        return json.loads(raw, **_FINITE) if is_finite else json.loads(raw)
    except json.JSONDecodeError as error:
        at, reason = ("body", *part, error.pos), error.msg
        entry = describe_error("json_invalid", at, "JSON decode error", {}, error=reason)
        raise RequestValidationError([entry], body=error.doc) from error
    except (ValueError, RecursionError) as error:
        refuse(error)


def _finite(text: str) -> float:
    """Read a number that JSON has."""
    number = float(text)
    if math.isfinite(number):
        return number
    message = "Input should be a finite number"
    entry = describe_error("finite_number", ("body",), message, text)
    raise RequestValidationError([entry], body=None)


_FINITE: Any = {"parse_float": _finite, "parse_constant": _finite}


def refuse(error: Exception) -> NoReturn:
    """Answer a body that cannot be read with status 400, whatever stopped its reading."""
    if isinstance(error, StarletteHTTPException):
        raise error
    raise HTTPException(400, "There was an error parsing the body") from error
