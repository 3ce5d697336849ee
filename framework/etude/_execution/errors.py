"""What is wrong with a request, in the form that Pydantic's errors have."""

from __future__ import annotations

import functools
import json
import math
from typing import Any, NoReturn, Optional, Tuple

from pydantic_core import ValidationError
from starlette.exceptions import HTTPException as StarletteHTTPException

from .._limits import MOST_LEVELS, is_deeper
from .._pydantic import errors_of
from ..exceptions import HTTPException, RequestValidationError


def describe_error(
    type_: str, loc: tuple[Any, ...], message: str, value: Any, **ctx: Any
) -> dict[str, Any]:
    """Return an error in the form that Pydantic's errors have."""
    error = {"type": type_, "loc": loc, "msg": message, "input": value}
    return {**error, "ctx": ctx} if ctx else error


Refusal = Tuple[Optional[ValidationError], Tuple[str, ...]]
"""What is wrong with a parameter, and its location, before somebody asks for its words.

It is what Pydantic raised for a text, or None for a parameter that the request does not have.
"""


def put_in_words(errors: list[Any]) -> None:
    """Describe the refusals in a list of errors, each in its place."""
    errors[:] = [
        _in_words(*error) if type(error) is tuple else error  # an error is a dict
        for error in errors
    ]


def _in_words(error: ValidationError | None, loc: tuple[str, ...]) -> dict[str, Any]:
    if error is None:
        return describe_error("missing", loc, "Field required", None)
    return errors_of(error, loc)[0]


def refusals_in_json(errors: list[Any]) -> str | None:
    """Return refusals, each once, as a JSON array; None where there are other errors too."""
    texts: dict[str, None] = {}
    for error in errors:
        if type(error) is not tuple:
            return None
        texts[_in_json(*error)] = None
    return f"[{','.join(texts)}]"


def _in_json(error: ValidationError | None, loc: tuple[str, ...]) -> str:
    if error is None:
        return f'{{"type":"missing",{_loc_in_json(loc)},"msg":"Field required","input":null}}'
    return error.json(include_url=False)[1:-1].replace('"loc":[]', _loc_in_json(loc), 1)


@functools.lru_cache(maxsize=1024)
def _loc_in_json(loc: tuple[str, ...]) -> str:
    return f'"loc":{json.dumps(loc, ensure_ascii=False, separators=(",", ":"))}'


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
