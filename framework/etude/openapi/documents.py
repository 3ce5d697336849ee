"""The whole document (OpenAPI 3.2, section 4.1), in the version that is asked for."""

from __future__ import annotations

import warnings
from typing import Any, Dict, Iterable, Iterator, List, Optional, Sequence

from annotated_doc import Doc
from pydantic import ValidationError
from typing_extensions import Annotated

from .._plan.signature import context_of
from ..exceptions import DeclarationError
from .operations import (
    callbacks_of,
    describe_operation,
    inputs_of,
    outputs_of,
    place_for,
    schemes_of,
)
from .schemas import Schemas
from .versions import in_version

Title = Annotated[str, Doc("The name of the service.")]
Version = Annotated[str, Doc("The version of the service, not of OpenAPI.")]
Summary = Annotated[Optional[str], Doc("One line about it.")]
Description = Annotated[Optional[str], Doc("More about it, in Markdown.")]
TermsOfService = Annotated[Optional[str], Doc("A URL.")]
ContactInfo = Annotated[Optional[Dict[str, Any]], Doc("`name`, `url` and `email`.")]
LicenseInfo = Annotated[Optional[Dict[str, Any]], Doc("`name`, and `identifier` or `url`.")]
ExternalDocs = Annotated[Optional[Dict[str, Any]], Doc("`url` and `description`.")]
Tags = Annotated[Optional[List[Dict[str, Any]]], Doc("Tags with `name` and `description`.")]
Servers = Annotated[Optional[List[Dict[str, Any]]], Doc("Servers with `url` and `description`.")]
OpenAPIVersion = Annotated[
    str, Doc("The version of OpenAPI that the document follows: 3.0.x, 3.1.x or 3.2.x.")
]
IsSplit = Annotated[bool, Doc("Whether a model that looks different in requests has two schemas.")]


def get_openapi(
    *,
    title: Title,
    version: Version,
    openapi_version: OpenAPIVersion = "3.1.0",
    summary: Summary = None,
    description: Description = None,
    routes: Annotated[Sequence[Any], Doc("Routes, of which path operations are described.")],
    webhooks: Annotated[
        Sequence[Any] | None, Doc("Operations that the service asks others for.")
    ] = None,
    tags: Tags = None,
    servers: Servers = None,
    terms_of_service: TermsOfService = None,
    contact: ContactInfo = None,
    license_info: LicenseInfo = None,
    separate_input_output_schemas: IsSplit = True,
    external_docs: ExternalDocs = None,
) -> dict[str, Any]:
    """Return the OpenAPI document of routes, made of dicts, lists and scalars.

    Raises a Pydantic ValidationError where the information about the service is not valid, and a
    DeclarationError for another version. Standard: OpenAPI 3.0.3, 3.1.0 and 3.2.0.
    """
    info = {
        "title": title,
        "summary": summary,
        "description": description or None,
        "termsOfService": terms_of_service,
        "contact": contact,
        "license": license_info,
        "version": version,
    }
    shown, hooks = described_routes(routes), described_routes(webhooks or ())
    everything = [*_with_callbacks([*shown, *hooks])]
    schemas = Schemas(
        inputs=[adapter for route in everything for adapter in inputs_of(route)],
        outputs=[adapter for route in everything for adapter in outputs_of(route)],
        split=separate_input_output_schemas,
    )
    seen: set[str] = set()
    described = {"paths": _paths(shown, schemas, seen), "webhooks": _paths(hooks, schemas, seen)}
    components = {
        "schemas": dict(sorted(schemas.components.items())),
        "securitySchemes": schemes_of(route.operation.call for route in everything),
    }
    document = {
        "openapi": openapi_version,
        "info": _dump("Info", info),
        "servers": [_dump("Server", server) for server in servers or ()],
        **described,
        "components": {key: value for key, value in components.items() if value},
        "tags": [_dump("Tag", tag) for tag in tags or ()],
        "externalDocs": _dump("ExternalDocumentation", external_docs) if external_docs else {},
    }
    always = ("openapi", "info", "paths")
    document = {key: value for key, value in document.items() if value or key in always}
    return in_version(document, openapi_version)


_INFORMATION = {
    "contact": "Contact",
    "license_info": "License",
    "openapi_tags": "Tag",
    "servers": "Server",
    "openapi_external_docs": "ExternalDocumentation",
}
"""What an application says about itself, and the object of OpenAPI that it is."""


def check_information(owner: Any) -> None:
    """Refuse what an application says about itself and no document may say."""
    for name, kind in _INFORMATION.items():
        value = getattr(owner, name)
        for part in value if isinstance(value, (list, tuple)) else [value] * bool(value):
            _check_part(name, kind, part)


def _model(name: str) -> Any:
    """Return the model of an object of OpenAPI; the models are imported when one is needed."""
    from . import models

    return getattr(models, name)


def _check_part(name: str, kind: str, part: Any) -> None:
    try:
        _model(kind).model_validate(part)
    except ValidationError as error:
        problems = "; ".join(
            f"{'.'.join(map(str, problem['loc'])) or 'it'}: {problem['msg']}"
            for problem in error.errors()
        )
        raise DeclarationError(
            f"{name} of Etude() has {part!r}, which is no {kind} Object of OpenAPI "
            f"({problems}). Correct it, or leave it out."
        ) from error
    if kind == "License" and part.get("identifier") and part.get("url"):
        raise DeclarationError(
            f"license_info of Etude() has an `identifier` and a `url`: {part!r}. OpenAPI allows one "
            "of the two."
        )


def described_routes(routes: Iterable[Any]) -> list[Any]:
    """Return the path operations that a document shows."""
    return [route for route in routes if hasattr(route, "operation") and route.include_in_schema]


def _dump(kind: str, value: dict[str, Any]) -> dict[str, Any]:
    """Return a mapping as its model understands it; URLs come out normalised."""
    given = {key: item for key, item in value.items() if item is not None}
    described = _model(kind)(**given)
    dumped: dict[str, Any] = described.model_dump(mode="json", by_alias=True, exclude_none=True)
    return dumped


def _with_callbacks(routes: Iterable[Any]) -> Iterator[Any]:
    for route in routes:
        yield route
        yield from _with_callbacks(callbacks_of(route))


def _paths(routes: Iterable[Any], schemas: Schemas, seen: set[str]) -> dict[str, Any]:
    paths: dict[str, Any] = {}
    for route in routes:
        item = paths.setdefault(route.path_format, {})
        for method in sorted(route.methods):
            operations, name = place_for(method, item)
            if name in operations:
                continue  # the first route of a path and a method is the one that answers
            operations[name] = described = describe_operation(route, method, schemas)
            _warn_of_repeated_id(described.get("operationId"), route, seen)
    return paths


def _warn_of_repeated_id(operation_id: Any, route: Any, seen: set[str]) -> None:
    if operation_id in seen:
        file = context_of(route.endpoint).get("file", "an unknown file")
        warnings.warn(
            f"The operation id {operation_id!r} of {route.name} in {file} is taken by another "
            "operation. Give one of them its own `operation_id`.",
            stacklevel=2,
        )
    seen.add(operation_id)
