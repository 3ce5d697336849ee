"""What an operation answers when something goes wrong, as Response Objects (OpenAPI 3.1, 4.8.17)."""

from __future__ import annotations

import math
from typing import Any, Callable, Collection, Iterable, Iterator, Mapping, Tuple

from pydantic import BaseModel
from starlette.exceptions import HTTPException

from .._plan.model import Body, Call, Raised
from .._plan.signature import faces
from .._problems import PROBLEM_JSON, title_of
from .._pydantic import adapter_of, json_schemas
from .._security import SecurityBase
from ..problems import ProblemDetails, ValidationProblem
from .constants import REF_PREFIX, REF_TEMPLATE
from .schemas import Schemas

_JSON = "application/json"
Described = Tuple[str, Any]
"""A status code as text, and a Response Object."""

_PLACE = {"anyOf": [{"type": "string"}, {"type": "integer"}]}
validation_error_definition = {
    "title": "ValidationError",
    "type": "object",
    "properties": {
        "loc": {"title": "Location", "type": "array", "items": _PLACE},
        "msg": {"title": "Message", "type": "string"},
        "type": {"title": "Error Type", "type": "string"},
        "input": {"title": "Input"},
        "ctx": {"title": "Context", "type": "object"},
    },
    "required": ["loc", "msg", "type"],
}

_DETAIL = {"$ref": REF_PREFIX + "ValidationError"}
validation_error_response_definition = {
    "title": "HTTPValidationError",
    "type": "object",
    "properties": {"detail": {"title": "Detail", "type": "array", "items": _DETAIL}},
}
_VALIDATION = {
    "HTTPValidationError": validation_error_response_definition,
    "ValidationError": validation_error_definition,
}
_ERROR = {
    "HTTPErrorDetail": {
        "title": "HTTPErrorDetail",
        "type": "object",
        "properties": {"detail": {"title": "Detail"}},
        "required": ["detail"],
    }
}


def describe_raised(route: Any, schemas: Schemas) -> Iterator[Described]:
    """Describe the exceptions that an operation declares to raise, those of one status together."""
    by_status: dict[int, list[Raised]] = {}
    for raised in route.operation.raised:
        by_status.setdefault(raised.status_code, []).append(raised)
    for status, several in by_status.items():
        description = "\n\n".join(dict.fromkeys(raised.description for raised in several))
        content: dict[str, Any] = {}
        for raised in several:
            for media_type, schema in _schemas_of(raised, route, schemas).items():
                known = content.setdefault(media_type, [])
                known += [schema] * (schema not in known)
        yield str(status), _response(description, {key: _any_of(content[key]) for key in content})


def _any_of(schemas: list[Any]) -> Any:
    return schemas[0] if len(schemas) == 1 else {"anyOf": schemas}


def _schemas_of(raised: Raised, route: Any, schemas: Schemas) -> dict[str, Any]:
    """Return the schemas of what is answered, by their media types."""
    if raised.adapter is None:
        is_known = not hasattr(raised.error, "to_response")
        return _error_schemas(route, schemas) if is_known else {}
    schema = schemas.of_output(raised.adapter, raised.error.__name__)
    if not raised.is_problem:
        return {_JSON: schema}
    if route.problem_details != "accept":
        return {PROBLEM_JSON: schema}
    return {_JSON: _reference(schemas, "HTTPErrorDetail", _ERROR), PROBLEM_JSON: schema}


def _error_schemas(
    route: Any,
    schemas: Schemas,
    plain: Mapping[str, Any] = _ERROR,
    problem: type[BaseModel] = ProblemDetails,
) -> dict[str, Any]:
    """Return the schemas of what the framework answers, by their media types."""
    mode, found = route.problem_details, {}
    if mode is not True:
        found[_JSON] = _reference(schemas, next(iter(plain)), plain)
    if mode:
        row: Any = (problem, "serialization", adapter_of(problem).core_schema)
        definitions = json_schemas([row], REF_TEMPLATE)[1]
        found[PROBLEM_JSON] = _reference(schemas, problem.__name__, definitions)
    return found


def _reference(schemas: Schemas, name: str, definitions: Mapping[str, Any]) -> dict[str, str]:
    """Refer to a component, and add it with those that it needs."""
    schemas.components.update({**definitions, **schemas.components})
    return {"$ref": REF_PREFIX + name}


# What is answered without the endpoint


def describe_own_errors(
    route: Any, schemas: Schemas, described: Collection[str]
) -> Iterator[Described]:
    """Describe what is answered without the endpoint, as far as the operation documents it.

    What `described` names, by status, by range or as `default`, is described already.
    """
    if route.document_errors:
        yield from _switched_on(route, schemas, described)
    operation = route.operation
    may_be_invalid = operation.fields or operation.query_names is not None
    is_documented = may_be_invalid and route.document_errors is not False
    if is_documented and not _is_described("422", described):
        contents = _error_schemas(route, schemas, _VALIDATION, ValidationProblem)
        yield "422", _response("Validation Error", contents)


def _switched_on(route: Any, schemas: Schemas, described: Collection[str]) -> Iterator[Described]:
    own = {status: _HEADERS.get(status, ()) for status in _OWN if _OWN[status](route)}
    headers = {**own, **dict(_refusals(route.operation.call))}
    missing = [key for key in sorted(headers) if not _is_described(str(key), described)]
    contents = _error_schemas(route, schemas) if missing else {}
    for key in missing:
        yield str(key), _response(title_of(key), contents, headers[key])


def _is_described(key: str, described: Collection[str]) -> bool:
    return not {key, f"{key[0]}XX", "default"}.isdisjoint(described)


_OWN: Mapping[int, Callable[[Any], Any]] = {
    400: lambda route: route.operation.body is not None,  # which cannot be read
    404: lambda route: True,
    405: lambda route: True,
    408: lambda route: route.operation.body is not None and _is_limit(route.body_timeout),
    413: lambda route: route.operation.body is not None or route.max_body_size is not None,
    415: lambda route: any("media_types" in limits for limits in _limits_of_files(route)),
    503: lambda route: _is_limit(route.answer_timeout),
}
"""The statuses that the framework answers with, and when an operation has them."""
_HEADERS = {405: ("Allow",)}


def _limits_of_files(route: Any) -> Iterator[Mapping[str, Any]]:
    """Return what is said of all files, and of each one."""
    yield route.form_limits or {}
    body: Body | None = route.operation.body
    yield from body.limits.get("files", {}).values() if body else ()


def _is_limit(seconds: float | None) -> bool:
    return seconds is not None and not math.isinf(seconds)


def _refusals(call: Call) -> Iterator[Tuple[int, Iterable[str]]]:
    """Return what the security schemes answer when credentials are missing."""
    for scheme, _ in schemes_below(call):
        if getattr(scheme, "auto_error", True):
            make = getattr(scheme, "make_not_authenticated_error", None)
            error = make() if make else HTTPException(401)
            yield error.status_code, tuple(error.headers or ())


def schemes_below(call: Call) -> Iterator[Tuple[SecurityBase, Call]]:
    """Return the security schemes that a call needs, each with its call."""
    for dependency in call.dependencies:
        for face in faces(dependency.call.function):
            if isinstance(face, SecurityBase):
                yield face, dependency.call
        yield from schemes_below(dependency.call)


def _response(
    description: str, contents: Mapping[str, Any], headers: Iterable[str] = ()
) -> dict[str, Any]:
    described: dict[str, Any] = {
        "description": description,
        "headers": {name: {"schema": {"type": "string"}} for name in headers},
        "content": {media_type: {"schema": schema} for media_type, schema in contents.items()},
    }
    return {key: value for key, value in described.items() if value}
