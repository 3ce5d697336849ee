"""One path operation as an Operation Object (OpenAPI 3.2, section 4.10), and its security."""

from __future__ import annotations

import warnings
from typing import Any, Iterable, Iterator, Mapping

from .. import params
from .._http import allows_body, phrase_of
from .._plan.bodies import JSON
from .._plan.model import Body, Call, Field, FurtherResponse, Location, Operation, Reply
from .._pydantic import Adapter, Undefined
from .._streams import JSONLinesResponse
from .constants import METHODS_OF_3_2, METHODS_WITH_BODY, REF_PREFIX
from .errors import describe_own_errors, describe_raised, schemes_below
from .schemas import Schemas

_PARAMETERS = [Location.path, Location.query, Location.header, Location.cookie]
RANGES = {
    "1XX": "Information",
    "2XX": "Success",
    "3XX": "Redirection",
    "4XX": "Client Error",
    "5XX": "Server Error",
    "default": "Default Response",
}


def inputs_of(route: Any) -> list[Adapter]:
    """Return the adapters of all that an operation receives."""
    fields: tuple[Field, ...] = route.operation.fields
    in_body = [field.adapter for field in fields if field.location is Location.body]
    parameters = [field for field in fields if field.location is not Location.body]
    return in_body + [part.adapter for field in parameters for part in field.parts]


def outputs_of(route: Any) -> list[Adapter]:
    """Return the adapters of all that an operation sends."""
    operation: Operation = route.operation
    adapters = [response.adapter for response in operation.further_responses]
    adapters += [raised.adapter for raised in operation.raised]
    return [adapter for adapter in (operation.reply.adapter, *adapters) if adapter is not None]


def describe_path(route: Any, schemas: Schemas, item: dict[str, Any]) -> None:
    """Add the operations of a route to a Path Item Object (OpenAPI 3.2, section 4.9)."""
    for method in sorted(route.methods):
        operations, name = place_for(method, item)
        operations[name] = describe_operation(route, method, schemas)


def place_for(method: str, item: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """Return the mapping within a Path Item Object where a method belongs, and its name there."""
    if method in METHODS_OF_3_2:
        return item, method.lower()
    return item.setdefault("additionalOperations", {}), method


def describe_operation(route: Any, method: str, schemas: Schemas) -> dict[str, Any]:
    """Return the Operation Object of a route; add the components that it makes to the schemas."""
    described: dict[str, Any] = {
        **describe_metadata(route, method),
        "parameters": _parameters(route, schemas),
        "requestBody": _request_body(route, method, schemas),
        "responses": _responses(route, schemas),
        "callbacks": _callbacks(route, schemas),
        "security": _requirements(route),
    }
    described = {key: value for key, value in described.items() if value}
    if route.openapi_extra:
        deep_update(described, route.openapi_extra)
    return described


def describe_metadata(route: Any, method: str) -> dict[str, Any]:
    """Return what an Operation Object says for people, and its id."""
    return {
        "tags": [getattr(tag, "value", tag) for tag in route.tags],
        "summary": route.summary or route.name.replace("_", " ").title(),
        "description": route.description,
        "operationId": route.operation_id or route.unique_id_for(method),
        "deprecated": route.deprecated,
    }


def callbacks_of(route: Any) -> list[Any]:
    """Return the path operations that a route documents as callbacks."""
    return [callback for callback in route.callbacks or () if hasattr(callback, "operation")]


def _callbacks(route: Any, schemas: Schemas) -> dict[str, Any]:
    """Return Callback Objects by name (OpenAPI 3.1, section 4.8.18)."""
    described: dict[str, Any] = {}
    for callback in callbacks_of(route):
        item = described.setdefault(callback.name, {}).setdefault(callback.path_format, {})
        describe_path(callback, schemas, item)
    return described


# Parameters


def _parameters(route: Any, schemas: Schemas) -> list[dict[str, Any]]:
    declared = describe_parameters(route.operation.fields, schemas)
    in_path = [row for row in declared if row["in"] == "path"]
    return [*in_path, *_undeclared(route), *declared[len(in_path) :]]


def describe_parameters(fields: Iterable[Field], schemas: Schemas) -> list[dict[str, Any]]:
    """Return the Parameter Objects of all that is sent outside the body, each name once."""
    distinct: dict[tuple[Location, str], tuple[Field, bool]] = {}
    for field, required in _parameter_fields(fields):
        key = (field.location, field.alias)
        if required or key not in distinct or not distinct[key][1]:
            distinct[key] = (field, required)
    ordered = sorted(distinct.values(), key=lambda row: _PARAMETERS.index(row[0].location))
    return [_parameter(field, required, schemas) for field, required in ordered]


def _undeclared(route: Any) -> list[dict[str, Any]]:
    """Return what OpenAPI demands of the parts of a path that nothing takes."""
    declared = route.operation.aliases(Location.path)
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": {"type": "string", "title": name.replace("_", " ").title()},
        }
        for name in route.param_convertors
        if name not in declared
    ]


def _parameter_fields(fields: Iterable[Field]) -> Iterator[tuple[Field, bool]]:
    """Return what the client sends outside the body, and whether it must."""
    for field in fields:
        if field.location in _PARAMETERS and field.marker.include_in_schema:
            may_be_left_out = field.shape is not None and field.shape.is_optional
            for part in field.parts:
                required = part.required and (field.required or not may_be_left_out)
                yield part, required or part.location is Location.path


def _parameter(field: Field, required: bool, schemas: Schemas) -> dict[str, Any]:
    """Return a Parameter Object (OpenAPI 3.1, section 4.8.12)."""
    marker = field.marker
    described: dict[str, Any] = {
        "name": field.alias,
        "in": field.location.value,
        "required": required,
        "schema": schemas.of_field(field),
    }
    if field.style is not None:
        described.update(style=field.style.name, explode=field.style.explode)
    if marker.description:
        described["description"] = marker.description
    described.update(_examples(marker))
    if marker.deprecated:
        described["deprecated"] = True
    return described


def _examples(marker: params.Param | params.Body) -> dict[str, Any]:
    if marker.openapi_examples:
        return {"examples": dict(marker.openapi_examples)}
    return {} if marker.example is Undefined else {"example": marker.example}


# The request body


def _request_body(route: Any, method: str, schemas: Schemas) -> dict[str, Any] | None:
    """Return a Request Body Object (OpenAPI 3.1, section 4.8.13)."""
    body: Body | None = route.operation.body
    if body is None or method not in METHODS_WITH_BODY:
        return None
    field, *others = body.fields
    if field.shape is not None and not others:
        content: dict[str, Any] = {"schema": _without_null(schemas.of_field(field))}
    elif body.is_embedded:
        content = {"schema": _embedded(route, body, schemas), **_embedded_examples(body)}
    else:
        content = {"schema": schemas.of_field(field), **_examples(field.marker)}
    content.update(_encoding(body))
    described: dict[str, Any] = {"content": {body.media_type: content}}
    if body.required:
        described["required"] = True
    return described


def _encoding(body: Body) -> dict[str, Any]:
    """Say which parts of a form are JSON, and what files are (OpenAPI 3.1, Encoding Object)."""
    types: dict[str, str] = {}
    for part in (part for field in body.fields for part in field.parts):
        marker, limits = part.marker, body.limits.get("files", {}).get(part.alias, {})
        if limits.get("media_types"):
            types[part.alias] = ", ".join(limits["media_types"])
        elif part.nest and part.nest.takes_json:
            types[part.alias] = JSON if isinstance(marker, params.Form) else marker.media_type
    encoding = {alias: {"contentType": type_} for alias, type_ in types.items()}
    return {"encoding": encoding} if encoding else {}


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a form model that may be left out: a form has no null."""
    return schema["anyOf"][0] if "anyOf" in schema else schema


def _embedded(route: Any, body: Body, schemas: Schemas) -> dict[str, Any]:
    """Add a component for an object with a member for each field, and refer to it."""
    name = f"Body_{route.unique_id}"
    single = [field for field in body.fields if field.shape is None]
    models = [field for field in body.fields if field.shape is not None]
    component: dict[str, Any] = {}
    if single:
        component["properties"] = {field.alias: schemas.of_member(field) for field in single}
    component.update({"type": "object", "title": name})
    if models:
        component["allOf"] = [schemas.of_field(field) for field in models]
    required = [field.alias for field in single if field.required]
    if required:
        component["required"] = required
    schemas.components[name] = component
    return {"$ref": REF_PREFIX + name}


def _embedded_examples(body: Body) -> dict[str, Any]:
    """Return examples of the object, each of what its members show under one name.

    An example that lacks a required member, or a value, is left out.
    """
    shown = {field.alias: field.marker.openapi_examples or {} for field in body.fields}
    required = {field.alias for field in body.fields if field.required}
    examples: dict[str, Any] = {}
    for name in dict.fromkeys(name for members in shown.values() for name in members):
        parts = {alias: members[name] for alias, members in shown.items() if name in members}
        has_values = all(isinstance(each, Mapping) and "value" in each for each in parts.values())
        if has_values and required <= parts.keys():
            first = next(iter(parts.values()))
            value = {alias: part["value"] for alias, part in parts.items()}
            examples[name] = {**first, "value": value}
    return {"examples": examples} if examples else {}


# Responses


def _responses(route: Any, schemas: Schemas) -> dict[str, Any]:
    """Return a Responses Object (OpenAPI 3.1, section 4.8.16)."""
    reply: Reply = route.operation.reply
    status = str(reply.status_code)
    responses = {status: _main_response(route, reply, schemas)}
    for key, error in describe_raised(route, schemas):
        deep_update(responses.setdefault(key, {}), error)
    for further in route.operation.further_responses:
        described = responses.setdefault(further.key, {})
        deep_update(described, _further_response(route, further, schemas))
        described.setdefault("description", _description(further.key))
    return {**responses, **dict(describe_own_errors(route, schemas, responses))}


def _main_response(route: Any, reply: Reply, schemas: Schemas) -> dict[str, Any]:
    described: dict[str, Any] = {"description": route.response_description}
    media_type = _media_type(reply)
    if allows_body(reply.status_code) and media_type is not None:
        described["content"] = {media_type: _content(route, reply, schemas)}
    return described


def _content(route: Any, reply: Reply, schemas: Schemas) -> dict[str, Any]:
    """Return a Media Type Object (OpenAPI 3.2, section 4.14)."""
    if reply.stream is None and not reply.is_json:
        return {"schema": {"type": "string"}}
    title = _response_title("Response" if reply.stream is None else "Streamitem", route)
    schema = None if reply.adapter is None else schemas.of_output(reply.adapter, title)
    if reply.stream is None:
        return {"schema": schema or {}}
    return reply.stream.format.describe(schema)


def _media_type(reply: Reply) -> str | None:
    """Return the media type of an answer, or None where its class has none."""
    class_ = reply.documented_class
    return "application/json" if class_ is None else class_.media_type


def _media_type_of_others(reply: Reply) -> str:
    """Return the media type of further answers; where an endpoint names no class, they are JSON."""
    class_ = reply.response_class
    if class_ is None or class_ is JSONLinesResponse:
        return "application/json"
    return class_.media_type or "application/json"


def _response_title(prefix: str, route: Any) -> str:
    return f"{prefix} {route.unique_id}".replace("_", " ").title()


def _further_response(route: Any, further: FurtherResponse, schemas: Schemas) -> dict[str, Any]:
    described = dict(further.described)
    if further.adapter is not None:
        media_type = _media_type_of_others(route.operation.reply)
        title = _response_title(f"Response {further.key}", route)
        schema = schemas.of_output(further.adapter, title)
        deep_update(described, {"content": {media_type: {"schema": schema}}})
    return described


def _description(key: str) -> str:
    return RANGES[key] if key in RANGES else phrase_of(int(key)) or "Additional Response"


# Security


def _requirements(route: Any) -> list[dict[str, list[str]]]:
    """Return the security requirements of a call and of all calls below it.

    Several are alternatives (OpenAPI 3.1, Operation Object). Those of schemes that refuse requests
    by themselves are one, where the route combines them.
    """
    scopes: dict[str, dict[str, None]] = {}
    needed: dict[str, list[str]] = {}
    for scheme, call in schemes_below(route.operation.call):
        name = scheme.scheme_name
        scopes.setdefault(name, {}).update(dict.fromkeys(call.scopes))
        if route.combine_security and getattr(scheme, "auto_error", True):
            needed[name] = []
    each = {name: list(found) for name, found in scopes.items()}
    needed.update((name, each[name]) for name in needed)
    others = [{**needed, name: each[name]} for name in each if name not in needed]
    return others or [needed] * bool(needed)


def schemes_of(calls: Iterable[Call]) -> dict[str, Any]:
    """Return the Security Scheme Objects of all schemes that calls use, by name."""
    described: dict[str, Any] = {}
    distinct = {id(scheme): scheme for call in calls for scheme, _ in schemes_below(call)}
    for scheme in distinct.values():
        name = scheme.scheme_name
        shown = scheme.model.model_dump(mode="json", by_alias=True, exclude_none=True)
        if described.setdefault(name, shown) != shown:
            warnings.warn(
                f"Two different security schemes have the name {name!r}, and the document shows "
                "only the last one. Give one of them another `scheme_name`.",
                stacklevel=2,
            )
        described[name] = shown
    return described


def deep_update(target: dict[str, Any], update: Mapping[str, Any]) -> None:
    """Merge one mapping into another: mappings are merged, lists joined, the rest replaced."""
    for key, value in update.items():
        present = target.get(key)
        if isinstance(present, dict) and isinstance(value, Mapping):
            target[key] = dict(present)
            deep_update(target[key], value)
        elif isinstance(present, list) and isinstance(value, list):
            target[key] = [*present, *value]
        else:
            target[key] = value
