"""How the hand-written endpoints validate: one adapter per value, all errors in one answer."""

from typing import Any, Dict, List, Optional

from pydantic import TypeAdapter, ValidationError
from starlette.responses import JSONResponse

Errors = List[Dict[str, Any]]

REQUIRED: Any = object()


def checked(
    adapter: "TypeAdapter[Any]",
    raw: Optional[str],
    where: str,
    name: str,
    errors: Errors,
    default: Any = REQUIRED,
) -> Any:
    """Return the validated value; where it is missing or wrong, add to `errors` instead."""
    if raw is None:
        if default is REQUIRED:
            errors.append(missing(where, name))
        return default
    try:
        return adapter.validate_python(raw)
    except ValidationError as error:
        errors.extend(located(error, where, name))


def missing(where: str, name: str) -> Dict[str, Any]:
    """Return the error for a value that is not there."""
    return {"type": "missing", "loc": [where, name], "msg": "Field required", "input": None}


def located(error: ValidationError, *where: str) -> Errors:
    """Return the details of an error with the place of the value in the request put in front."""
    return [
        {**detail, "loc": [*where, *detail["loc"]]} for detail in error.errors(include_url=False)
    ]


def unprocessable(errors: Errors) -> JSONResponse:
    """Return the answer to an invalid request."""
    return JSONResponse({"detail": errors}, status_code=422)
