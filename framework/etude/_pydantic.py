"""The only module that knows Pydantic's versions and internals."""

from __future__ import annotations

import functools
import inspect
import math
import sys
from copy import copy
from typing import Any, Callable, Iterable, Iterator, Mapping, get_origin

from pydantic import TypeAdapter
from pydantic.errors import PydanticUserError
from pydantic.fields import FieldInfo
from pydantic.json_schema import GenerateJsonSchema
from pydantic.json_schema import JsonSchemaMode as JsonSchemaMode
from pydantic_core import (
    CoreSchema,
    PydanticUndefined,
    SchemaError,
    SchemaSerializer,
    SchemaValidator,
    ValidationError,
    core_schema,
)
from pydantic_core import Url as Url
from typing_extensions import Annotated, TypeGuard

from ._limits import MOST_ERRORS

Undefined = PydanticUndefined

FieldBase: Any = FieldInfo
"""The class of fields; it is final for type checkers only."""

AdapterError = (PydanticUserError, SchemaError)
"""What Pydantic raises for a type that it cannot read."""


class Adapter:
    """Validates, serialises and describes the values of one type."""

    def __init__(self, type_: Any) -> None:
        self.type = type_
        self._adapter: TypeAdapter[Any] = TypeAdapter(type_)
        self.validate_python: Callable[..., Any] = self._adapter.validator.validate_python
        self._validate_json: Callable[[bytes], Any] = self._adapter.validator.validate_json
        self.dump_json: Callable[..., bytes] = self._adapter.serializer.to_json
        self.dump_python: Callable[..., Any] = self._adapter.serializer.to_python

    @property
    def core_schema(self) -> CoreSchema:
        return self._adapter.core_schema

    @functools.cached_property
    def computes_fields(self) -> bool:
        """Whether some model in the type has fields that only its answers show."""
        return any(part.get("computed_fields") for part in _parts(self.core_schema))

    @property
    def json_kind(self) -> str | None:
        """What JSON the type is read from, `object` or `array` for example; None where unsure."""
        schema: Any = self.core_schema
        while schema["type"] in ("definitions", "default"):
            schema = schema["schema"]
        return None if schema.get("root_model") else _JSON_KINDS.get(schema["type"])

    @property
    def words_errors_in_json(self) -> bool:
        """Whether Pydantic writes the one error of a text as JSON just as `errors()` has it."""
        schema: Any = self.core_schema
        while schema["type"] in ("nullable", "default"):
            schema = schema["schema"]
        return schema["type"] in ("bool", "float", "int", "str")

    @property
    def validate_json(self) -> Callable[[bytes], Any] | None:
        """Validates JSON bytes to just what the parsed JSON is validated to; None where unsure."""
        return self._validate_json if self._is_alike_in_json and _last_key_counts() else None

    @functools.cached_property
    def _is_alike_in_json(self) -> bool:
        return all(map(_is_alike, _parts(self.core_schema)))

    @functools.cached_property
    def failing_fast(self) -> Adapter:
        """The adapter that reports of each list, tuple and set only the first wrong item."""
        anew: Any = {"_use_prebuilt": False} if _HAS_PREBUILT else {}
        validator = SchemaValidator(_failing_fast(self.core_schema), **anew)
        other = copy(self)
        other.validate_python = validator.validate_python
        other._validate_json = validator.validate_json
        return other

    @property
    def unchanged(self) -> type[Any] | None:
        """The model whose instances are validated to themselves, whatever is in them."""
        schema: Any = self.core_schema
        config = schema.get("config", {})
        is_checked = "revalidate_instances" in schema or "revalidate_instances" in config
        return schema["cls"] if schema["type"] == "model" and not is_checked else None

    @functools.cached_property
    def write_dicts(self) -> Callable[..., bytes] | None:
        """Writes dicts as JSON without making models of them; None where that may not be the same.

        It raises ValidationError for what does not fit, and for what is no dict.
        """
        try:
            schema = _of_dicts(self.core_schema)
        except _Unlike:
            return None
        validate = SchemaValidator(schema).validate_python
        dump_json = SchemaSerializer(schema).to_json
        return lambda value, **dump: dump_json(validate(value), **dump)

    @functools.cached_property
    def has_repeatable_keys(self) -> bool:
        """Whether something in the type takes any key, and so sees each that JSON repeats."""
        parts = _parts(self.core_schema)
        return any(part.get("type") == "dict" or "extras_schema" in part for part in parts)


_JSON_KINDS = {
    **dict.fromkeys(("model", "dict", "typed-dict", "dataclass"), "object"),
    **dict.fromkeys(("list", "set", "frozenset", "tuple"), "array"),
    **dict.fromkeys(("int", "float", "bool"), "number"),
    "str": "string",
}
"""The types of core schemas that are read from one kind of JSON alone."""


@functools.lru_cache(maxsize=None)
def _last_key_counts() -> bool:
    """Tell whether the last of repeated keys counts, as in parsed JSON; once it was the first."""
    number = core_schema.typed_dict_field(core_schema.int_schema())
    schema = core_schema.typed_dict_schema({"a": number, "b": number})
    read: dict[str, int] = SchemaValidator(schema).validate_json(b'{"a": 1, "b": 1, "b": 2}')
    return read["b"] == 2


_TEXTS = ("any", "bool", "date", "datetime", "float", "int", "none", "str", "time", "uuid")
_COLLECTIONS = ("dict", "frozenset", "list", "set", "tuple", "typed-dict", "typed-dict-field")
_CLASSES = (
    "dataclass",
    "dataclass-args",
    "dataclass-field",
    "model",
    "model-field",
    "model-fields",
)
_WRAPPERS = ("default", "definition-ref", "definitions", "nullable")
_ALIKE = frozenset([*_TEXTS, *_COLLECTIONS, *_CLASSES, *_WRAPPERS])
"""The types of core schemas whose values do not depend on whether they come as JSON or as Python.

Not so: unions, which may choose another member; decimals, which keep the digits of JSON; and
functions, which may look at the mode.
"""

_NO_SCHEMAS = {"cls", "default", "default_factory", "metadata", "schema_ref", "serialization"}


def _parts(schema: Any) -> Iterator[dict[str, Any]]:
    """Return a core schema and those in it."""
    if isinstance(schema, dict):
        yield schema
        hidden = _NO_SCHEMAS if isinstance(schema.get("type"), str) else ()  # else names of fields
        schema = [part for key, part in schema.items() if key not in hidden]
    if isinstance(schema, list):
        for part in schema:
            yield from _parts(part)


def _is_alike(schema: Mapping[str, Any]) -> bool:
    if schema.get("strict") or schema.get("coerce_numbers_to_str"):
        return False
    if schema.get("type") == "literal":
        return all(isinstance(value, str) for value in schema["expected"])
    if schema.get("type") == "enum":
        return all(isinstance(member.value, str) for member in schema["members"])
    return not isinstance(schema.get("type"), str) or schema["type"] in _ALIKE


_HAS_PREBUILT = "_use_prebuilt" in (SchemaValidator.__text_signature__ or "")
"""Whether Pydantic puts the validators of models, which report every item, into others."""


def _failing_fast(schema: Any) -> Any:
    if isinstance(schema, (list, tuple)):
        return type(schema)(map(_failing_fast, schema))
    if not isinstance(schema, dict):
        return schema
    hidden = _NO_SCHEMAS if isinstance(schema.get("type"), str) else ()  # else names of fields
    changed = {key: part if key in hidden else _failing_fast(part) for key, part in schema.items()}
    is_collection = schema.get("type") in ("list", "set", "frozenset", "tuple")
    return {**changed, "fail_fast": True} if is_collection else changed


class _Unlike(Exception):
    """Says that a model is more than a dict with validated values."""


_OF_MODELS = {"type", "cls", "schema", "custom_init", "root_model", "config", "ref", "metadata"}
_OF_FIELDS = {"type", "schema", "validation_alias", "serialization_alias", "frozen", "metadata"}
"""What core schemas of models and of their fields say that a typed dict can say as well."""


def _of_dicts(schema: Any) -> Any:
    """Return a core schema with typed dicts in place of models."""
    if isinstance(schema, list):
        return [_of_dicts(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if "serialization" in schema or schema.get("default_factory_takes_data"):
        raise _Unlike
    if schema.get("type") == "model":
        return _typed_dict(schema)
    if not _is_alike(schema):
        raise _Unlike
    return {key: part if key in _NO_SCHEMAS else _of_dicts(part) for key, part in schema.items()}


def _typed_dict(model: Any) -> Any:
    fields = model["schema"].get("fields")
    if (
        model.keys() - _OF_MODELS
        or model.get("custom_init")
        or model.get("root_model")
        or model["schema"]["type"] != "model-fields"
        or model["schema"].get("computed_fields")
        or model.get("config", {}).get("extra_fields_behavior", "ignore") != "ignore"
        or any(field.keys() - _OF_FIELDS for field in fields.values())
    ):
        raise _Unlike
    kept = {key: model[key] for key in ("config", "ref") if key in model}
    return {
        "type": "typed-dict",
        "strict": True,  # so that no other mapping is taken for a dict
        "fields": {name: _typed_dict_field(field) for name, field in fields.items()},
        **kept,
    }


def _typed_dict_field(field: Any) -> Any:
    is_required = field["schema"]["type"] != "default"
    own = {key: part for key, part in field.items() if key not in ("frozen", "metadata")}
    return {
        **own,
        "type": "typed-dict-field",
        "required": is_required,
        "schema": _of_dicts(field["schema"]),
    }


@functools.lru_cache(maxsize=None)
def _shared_adapter(type_: Any, spelling: str) -> Adapter:
    return Adapter(type_)


def adapter_of(type_: Any, metadata: Iterable[Any] = ()) -> Adapter:
    """Return the adapter of a type with the metadata of `Annotated`, made once per plain type."""
    metadata = tuple(metadata)
    if metadata:
        arguments = (type_, *metadata)
        return Adapter(Annotated[arguments])
    try:
        # unions are equal in every order of their members, and described in their own
        return _shared_adapter(type_, "" if is_class(type_) else repr(type_))
    except TypeError:  # not hashable
        return Adapter(type_)


def says_something(marker: FieldInfo) -> bool:
    """Tell whether a marker holds anything that Pydantic has to read."""
    spoken = marker._attributes_set.keys() - {"default", "default_factory", "annotation"}
    return bool(marker.metadata or spoken - _ALIASES)


_ALIASES = {"alias", "alias_priority", "validation_alias", "serialization_alias"}


def errors_of(error: ValidationError, loc: tuple[Any, ...]) -> list[dict[str, Any]]:
    """Return Pydantic's errors with a location in front of theirs, without links to its site."""
    errors: Any = error.errors(include_url=False)
    for entry in errors:
        entry["loc"] = loc + entry["loc"]
    return errors  # type: ignore[no-any-return]  # a list of typed dicts


def errors_of_body(error: ValidationError, loc: tuple[Any, ...]) -> list[dict[str, Any]]:
    """Return the errors of a body; where there are too many to list, one stands for all."""
    count = error.error_count()
    if count <= MOST_ERRORS:
        return errors_of(error, loc)
    message = f"There are {count} errors, which are too many to list"
    return [{"type": "too_many_errors", "loc": loc, "msg": message, "input": None}]


def errors_of_json(
    error: ValidationError, loc: tuple[Any, ...], size: int = 0
) -> list[dict[str, Any]] | None:
    """Return the errors of JSON bytes, or None unless the parsed JSON has just the same."""
    may_be_many = size > MOST_ERRORS  # since each has a byte at least
    errors = (errors_of_body if may_be_many else errors_of)(error, loc)
    return errors if all(entry["type"] in _ALIKE_ERRORS for entry in errors) else None


_ALIKE_ERRORS = frozenset(
    [
        "bool_parsing",
        "bool_type",
        "date_from_datetime_parsing",
        "datetime_from_date_parsing",
        "datetime_parsing",
        "enum",
        "finite_number",
        "float_parsing",
        "float_type",
        "greater_than",
        "greater_than_equal",
        "int_from_float",
        "int_parsing",
        "int_type",
        "less_than",
        "less_than_equal",
        "literal_error",
        "missing",
        "multiple_of",
        "string_pattern_mismatch",
        "string_too_long",
        "string_too_short",
        "string_type",
        "too_many_errors",
        "uuid_parsing",
    ]
)
"""The types of errors that have the same words for JSON as for Python: they name no Python type."""


def is_finite(value: Any) -> bool:
    """Tell whether a value is none of the numbers that JSON does not have."""
    return not isinstance(value, float) or math.isfinite(value)


class _Schemas(GenerateJsonSchema):
    """Pydantic's generator; bytes are described as OpenAPI 3.1 does, defaults of None not at all."""

    def default_schema(self, schema: Any) -> Any:
        described = super().default_schema(schema)
        default = described.get("default", 0)
        if default is None or not is_finite(default):
            del described["default"]
        elif isinstance(schema.get("default"), (set, frozenset)) and isinstance(default, list):
            described["default"] = sorted(default, key=repr)  # the same in every process
        return described

    def bytes_schema(self, schema: Any) -> Any:
        described = {"type": "string", "contentMediaType": "application/octet-stream"}
        is_input = self.mode == "validation"
        encoding = self._config.val_json_bytes if is_input else self._config.ser_json_bytes
        if encoding == "base64":
            described["contentEncoding"] = encoding
        self.update_with_validations(described, schema, self.ValidationsMapping.bytes)
        return described


def json_schemas(
    inputs: Iterable[tuple[Any, JsonSchemaMode, CoreSchema]], ref_template: str
) -> tuple[Mapping[tuple[Any, JsonSchemaMode], dict[str, Any]], dict[str, dict[str, Any]]]:
    """Describe core schemas: one JSON schema for each key and mode, and shared definitions."""
    schemas, definitions = _Schemas(ref_template=ref_template).generate_definitions(list(inputs))
    return schemas, {str(name): schema for name, schema in definitions.items()}


def is_class(type_: Any) -> TypeGuard[type[Any]]:
    """Tell whether a type is a class, as `list[int]` says of itself before Python 3.11."""
    is_type = isinstance(type_, type)
    return is_type if sys.version_info >= (3, 11) else is_type and get_origin(type_) is None


def is_pydantic_v1(type_: Any) -> bool:
    """Tell whether a class is a model of `pydantic.v1`."""
    v1 = sys.modules.get("pydantic.v1")
    return v1 is not None and is_class(type_) and issubclass(type_, v1.BaseModel)


def is_model(type_: Any) -> bool:
    """Tell whether a type is a model, or a dataclass of Pydantic."""
    return is_class(type_) and hasattr(type_, "__pydantic_validator__")


def factories_of(function: Any) -> dict[str, Callable[[], Any]]:
    """Return what makes the defaults of a class's fields, by the arguments of its constructor.

    The class is a model or a dataclass; factories that look at the other fields are left out.
    """
    if not inspect.isclass(function):
        return {}
    found: Any = getattr(function, "__pydantic_fields__", {})
    fields = found if is_model(function) else getattr(function, "__dataclass_fields__", {})
    return {
        getattr(info, "alias", None) or name: info.default_factory
        for name, info in fields.items()
        if callable(info.default_factory)
        and not getattr(info, "default_factory_takes_validated_data", False)
    }
