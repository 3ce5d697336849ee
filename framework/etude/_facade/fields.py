"""A field of the plan as packages around this API style know it, and the schemas of such fields."""

from __future__ import annotations

import dataclasses
from collections import Counter
from copy import copy, deepcopy
from enum import Enum
from typing import Any, Iterable, Sequence

from pydantic import VERSION, BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import ValidationError

from .._plan.kinds import holds_bytes, is_sequence, members
from .._plan.model import Field
from .._plan.signature import split
from .._pydantic import Adapter, FieldBase, JsonSchemaMode, adapter_of, errors_of, is_class
from .._pydantic import Undefined as Undefined
from ..openapi.schemas import Schemas

PYDANTIC_V2 = True
PYDANTIC_VERSION = VERSION
PYDANTIC_VERSION_MINOR_TUPLE = tuple(int(part) for part in PYDANTIC_VERSION.split(".")[:2])
RequiredParam = Undefined
"""The default of a field that is required."""


_OF_A_BODY = {"embed": None, "media_type": "application/json"}
"""What the markers of parameters lack, which somebody may move into the body."""


@dataclasses.dataclass(eq=False)
class ModelField:
    """A named value with its type: validates, serialises and describes it.

    `plan` is what the field is a view of, where it belongs to an operation.
    """

    field_info: FieldInfo
    name: str
    mode: JsonSchemaMode = "validation"
    config: Any = None
    plan: Field | None = dataclasses.field(default=None, repr=False)
    adapter: Any = dataclasses.field(default=None, repr=False)

    def __post_init__(self) -> None:
        if self.adapter is None:
            self.adapter = adapter_of(self.field_info.annotation, self.field_info.metadata)

    @classmethod
    def of(cls, field: Field) -> ModelField:
        """Return the view of a field of a plan."""
        info: Any = copy(field.marker)
        info.__dict__.update({**_OF_A_BODY, **vars(info)})
        info.annotation, info.alias = split(field.adapter.type)[0], field.alias
        info.default, info.default_factory = field.default, field.default_factory
        return cls(info, field.name, plan=field, adapter=field.adapter)

    @classmethod
    def sent(cls, adapter: Adapter | None, name: str) -> ModelField | None:
        """Return the view of what an operation sends; None where that has no type."""
        if adapter is None:
            return None
        info = FieldBase(annotation=split(adapter.type)[0])
        return cls(info, name, "serialization", adapter=adapter)

    @property
    def alias(self) -> str:
        return self.field_info.alias or self.name

    def get_default(self) -> Any:
        """Return the default, made anew; `Undefined` where there is none."""
        factory: Any = self.field_info.default_factory
        return deepcopy(self.field_info.default) if factory is None else factory()

    default = property(get_default)

    def validate(
        self, value: Any, values: Any = None, *, loc: tuple[int | str, ...] = ()
    ) -> tuple[Any, list[dict[str, Any]]]:
        """Return the validated value and no errors, or None and what is wrong."""
        try:
            return self.adapter.validate_python(value, from_attributes=True), []
        except ValidationError as error:
            return None, errors_of(error, loc)

    def serialize(self, value: Any, *, mode: str = "json", **dump: Any) -> Any:
        """Return a valid value as what JSON knows; `dump` is include, exclude, by_alias, ..."""
        return self.adapter.dump_python(value, mode=mode, **{"by_alias": True, **dump})

    def serialize_json(self, value: Any, **dump: Any) -> bytes:
        """Return a valid value as JSON."""
        dumped: bytes = self.adapter.dump_json(value, **{"by_alias": True, **dump})
        return dumped


# Tests of types

field_annotation_is_sequence = is_sequence


def lenient_issubclass(cls: Any, class_or_tuple: Any) -> bool:
    """Tell whether something is a class and a subclass."""
    return is_class(cls) and issubclass(cls, class_or_tuple)


def is_bytes_or_nonable_bytes_annotation(annotation: Any) -> bool:
    """Tell whether a type is bytes, or a union with bytes."""
    return bytes in members(annotation)


def is_bytes_sequence_annotation(annotation: Any) -> bool:
    """Tell whether a type takes several times bytes."""
    return any(holds_bytes(member) for member in members(annotation) if member is not bytes)


# Schemas


def get_flat_models_from_fields(
    fields: Iterable[ModelField], known_models: set[type[Any]]
) -> set[type[Any]]:
    """Return the models and the enumerations in the types of fields, besides the known ones."""
    found = {cls for field in fields for cls in _classes(field.adapter.core_schema)}
    return known_models | {cls for cls in found if issubclass(cls, (BaseModel, Enum))}


def _classes(schema: Any) -> Iterable[type[Any]]:
    if isinstance(schema, dict):
        if isinstance(schema.get("cls"), type):
            yield schema["cls"]
        schema = [part for key, part in schema.items() if key not in ("metadata", "serialization")]
    if isinstance(schema, (list, tuple)):
        for part in schema:
            yield from _classes(part)


def get_model_name_map(unique_models: Iterable[type[Any]]) -> dict[type[Any], str]:
    """Return the name of each model in a document: with its module, where two have the same."""
    models = list(unique_models)
    counted = Counter(model.__name__ for model in models)
    return {
        model: model.__name__
        if counted[model.__name__] == 1
        else f"{model.__module__}__{model.__qualname__}".replace(".", "__")
        for model in models
    }


def get_definitions(
    *,
    fields: Sequence[ModelField],
    model_name_map: Any = None,
    separate_input_output_schemas: bool = True,
) -> tuple[dict[tuple[ModelField, JsonSchemaMode], dict[str, Any]], dict[str, dict[str, Any]]]:
    """Return the schema of each field with its mode, and the schemas of models that they refer to.

    Pydantic names the models; `model_name_map` is taken for the sake of those who have one.
    """
    inputs = [field.adapter for field in fields if field.mode == "validation"]
    outputs = [field.adapter for field in fields if field.mode != "validation"]
    schemas = Schemas(inputs, outputs, separate_input_output_schemas)
    described: dict[tuple[ModelField, JsonSchemaMode], dict[str, Any]] = {}
    for field in fields:
        described[field, field.mode] = schemas.plain(field.adapter, field.mode)
    return described, schemas.components
