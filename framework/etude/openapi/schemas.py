"""The JSON Schemas of a document: collected from all operations, described at once."""

from __future__ import annotations

from typing import Any, Iterable, Mapping, Sequence

from pydantic import BaseModel
from pydantic_core import PydanticSerializationError, to_jsonable_python

from .._plan.model import Field
from .._pydantic import Adapter, JsonSchemaMode, Undefined, is_finite, json_schemas
from .constants import REF_TEMPLATE

_INPUT: JsonSchemaMode = "validation"


class Schemas:
    """The schemas of the adapters that a document needs."""

    def __init__(self, inputs: Iterable[Adapter], outputs: Iterable[Adapter], split: bool) -> None:
        rows: list[tuple[Adapter, JsonSchemaMode, Any]] = []
        self._output_modes: dict[Adapter, JsonSchemaMode] = {}
        for adapter in dict.fromkeys(inputs):
            rows.append((adapter, _INPUT, adapter.core_schema))
        for adapter in dict.fromkeys(outputs):
            mode: JsonSchemaMode = "serialization" if split or adapter.computes_fields else _INPUT
            self._output_modes[adapter] = mode
            rows.append((adapter, mode, adapter.core_schema))
        self._schemas, definitions = json_schemas(rows, REF_TEMPLATE)
        self.components = {name: _cut_description(schema) for name, schema in definitions.items()}

    def plain(self, adapter: Adapter, mode: JsonSchemaMode) -> dict[str, Any]:
        """Return the schema of a type in a direction, as Pydantic describes it."""
        known = self._output_modes[adapter] if mode != _INPUT else mode
        return dict(self._schemas[adapter, known])

    def of_output(self, adapter: Adapter, title: str) -> dict[str, Any]:
        """Return the schema of what an operation sends."""
        return _titled(self._schemas[adapter, self._output_modes[adapter]], title)

    def of_field(self, field: Field) -> dict[str, Any]:
        """Return the schema of what an operation receives, with its title and its default."""
        schema = self._schemas[field.adapter, _INPUT]
        return _with_default(_titled(schema, _title_of(field)), field)

    def of_member(self, field: Field) -> dict[str, Any]:
        """Return the schema of a member of an object, which takes the title of its type."""
        schema = self._schemas[field.adapter, _INPUT]
        if "title" not in schema and not _is_null_or_ref(schema.get("anyOf", ())):
            schema = _titled(schema, _title_of(field))
        return _with_default(schema, field)


def _title_of(field: Field) -> str:
    return field.marker.title or (field.label or field.alias).replace("_", " ").title()


def _is_null_or_ref(schemas: Sequence[Mapping[str, Any]]) -> bool:
    return len(schemas) == 2 and "$ref" in schemas[0] and schemas[1] == {"type": "null"}


def _titled(schema: Mapping[str, Any], title: str) -> dict[str, Any]:
    return dict(schema) if "$ref" in schema else {**schema, "title": title}


def _with_default(schema: Mapping[str, Any], field: Field) -> dict[str, Any]:
    """Return a schema with the default of a field at its end, wherever that was declared."""
    described = {name: value for name, value in schema.items() if name != "default"}
    if field.default is not Undefined and field.default is not None:
        described.update(_default(field.default))
    return described


def _default(default: Any) -> dict[str, Any]:
    """Return the `default` keyword, or nothing where JSON cannot express the value."""
    try:
        if isinstance(default, BaseModel):
            return {"default": default.model_dump(mode="json", exclude_unset=True)}
        value = to_jsonable_python(default)
    except PydanticSerializationError:
        return {}
    return {"default": value} if is_finite(value) else {}


def _cut_description(schema: dict[str, Any]) -> dict[str, Any]:
    """Cut a description at its first form feed, behind which notes for developers may stand."""
    if "\f" in schema.get("description", ""):
        return {**schema, "description": schema["description"].split("\f")[0].rstrip()}
    return schema
