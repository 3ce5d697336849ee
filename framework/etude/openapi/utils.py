"""The parts of the document as functions of routes, for users and packages of this API style."""

from __future__ import annotations

from typing import Any, Iterable, Optional, Set

from annotated_doc import Doc
from typing_extensions import Annotated

from .._facade.fields import ModelField, get_definitions
from .._warn import warn_user
from ..exceptions import EtudeDeprecationWarning
from . import errors, operations
from .constants import METHODS_WITH_BODY as METHODS_WITH_BODY
from .constants import REF_PREFIX as REF_PREFIX
from .documents import IsSplit, described_routes
from .documents import get_openapi as get_openapi
from .operations import inputs_of, outputs_of
from .schemas import Schemas
from .versions import in_version

validation_error_definition = errors.validation_error_definition
validation_error_response_definition = errors.validation_error_response_definition
status_code_ranges = {key.upper(): text for key, text in operations.RANGES.items()}
"""What further responses are, by range of their status codes."""


_Route = Annotated[Any, Doc("A path operation.")]
_Method = Annotated[str, Doc("One of its methods.")]
_OperationIds = Annotated[Set[str], Doc("The ids that are taken; what is described is added.")]
_ModelNames = Annotated[Any, Doc("Without effect: names are those of the field mapping.")]
_FieldMapping = Annotated[
    Any, Doc("The schemas of fields, as `get_definitions` returns them; else they are made.")
]


def get_fields_from_routes(
    routes: Annotated[Iterable[Any], Doc("Routes, of which path operations count.")],
) -> list[ModelField]:
    """Return the fields of all that the documented routes receive and send."""
    fields: list[ModelField | None] = []
    for route in described_routes(routes):
        params = [ModelField.of(part) for field in route.operation.fields for part in field.parts]
        own = [route.body_field, route.response_field, route.stream_item_field]
        fields += [*own, *route.response_fields.values()]
        fields += [field for field in params if field.plan and field.plan.location.value != "body"]
        fields += get_fields_from_routes(operations.callbacks_of(route))
    return [field for field in fields if field is not None]


def get_openapi_path(
    *,
    route: _Route,
    operation_ids: _OperationIds,
    model_name_map: _ModelNames = None,
    field_mapping: _FieldMapping = None,
    separate_input_output_schemas: IsSplit = True,
) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """Return a Path Item Object of OpenAPI 3.1, the security schemes, and its components.

    The field mapping tells which other models share the document.
    """
    schemas = _schemas(
        inputs_of(route), outputs_of(route), field_mapping, separate_input_output_schemas
    )
    item: dict[str, Any] = {}
    operations.describe_path(route, schemas, item)
    item = in_version(item, "3.1.0", "PathItem")
    operation_ids.update(operation["operationId"] for operation in item.values())
    return item, operations.schemes_of([route.operation.call]), schemas.components


def _schemas(inputs: list[Any], outputs: list[Any], mapping: Any, is_split: bool) -> Schemas:
    """Return the schemas of adapters, and of the fields of a mapping."""
    known: list[tuple[ModelField, str]] = list(mapping or ())
    also_in = [field.adapter for field, mode in known if mode == "validation"]
    also_out = [field.adapter for field, mode in known if mode != "validation"]
    return Schemas([*inputs, *also_in], [*outputs, *also_out], is_split)


def _get_openapi_dependency_data(dependant: Any) -> Any:
    """Return a dependant with the parameters of all that it depends on."""
    return dependant.flat()


def _get_openapi_operation_parameters(
    *,
    dependency_data: Any,
    model_name_map: Any = None,
    field_mapping: Any = None,
    separate_input_output_schemas: bool = True,
) -> list[dict[str, Any]]:
    """Return the Parameter Objects of a dependant; names of models are those of Pydantic."""
    fields = dependency_data.plan.call.fields
    inputs = [part.adapter for field in fields for part in field.parts]
    schemas = _schemas(inputs, [], field_mapping, separate_input_output_schemas)
    return operations.describe_parameters(fields, schemas)


def get_openapi_operation_metadata(
    *, route: _Route, method: _Method, operation_ids: _OperationIds
) -> dict[str, Any]:
    """Return tags, summary, description, id and deprecation of an operation; add its id."""
    described = {
        key: value for key, value in operations.describe_metadata(route, method).items() if value
    }
    operation_ids.add(described["operationId"])
    return described


def get_openapi_operation_request_body(
    *,
    body_field: Annotated[Optional[ModelField], Doc("What `route.body_field` is.")],
    model_name_map: _ModelNames = None,
    field_mapping: _FieldMapping = None,
    separate_input_output_schemas: IsSplit = True,
) -> dict[str, Any] | None:
    """Return the Request Body Object of a field."""
    if body_field is None:
        return None
    mapping = field_mapping or get_definitions(fields=[body_field])[0]
    content = {"schema": mapping[body_field, body_field.mode]}
    media_type = getattr(body_field.field_info, "media_type", "application/json")
    described: dict[str, Any] = {"required": True} if body_field.field_info.is_required() else {}
    return {**described, "content": {media_type: content}}


def generate_operation_summary(*, route: _Route, method: _Method) -> str:
    """Return the summary of an operation: as given, else made of its name."""
    return str(operations.describe_metadata(route, method)["summary"])


def generate_operation_id(*, route: _Route, method: _Method) -> str:
    """Return the id of an operation. Deprecated."""
    warn_user(
        "generate_operation_id() will be removed: read the `unique_id` of the route.",
        EtudeDeprecationWarning,
    )
    return str(operations.describe_metadata(route, method)["operationId"])
