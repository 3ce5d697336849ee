"""Python values made of the types that JSON knows (RFC 8259)."""

from __future__ import annotations

import dataclasses
import datetime
from collections import deque
from collections.abc import KeysView, ValuesView
from decimal import Decimal
from enum import Enum
from ipaddress import (
    IPv4Address,
    IPv4Interface,
    IPv4Network,
    IPv6Address,
    IPv6Interface,
    IPv6Network,
)
from pathlib import PurePath
from re import Pattern
from types import GeneratorType
from typing import Any, Callable, Mapping
from uuid import UUID

from annotated_doc import Doc
from pydantic import AnyUrl, BaseModel, NameEmail, SecretBytes, SecretStr
from typing_extensions import Annotated

from ._pydantic import Url, is_pydantic_v1
from .exceptions import PydanticV1NotSupportedError
from .types import IncEx


def isoformat(o: datetime.date | datetime.time) -> str:
    """Return a date or a time in the format of ISO 8601."""
    return o.isoformat()


def decimal_encoder(dec_value: Decimal) -> int | float:
    """Return a whole decimal as an integer, and any other one as a float."""
    exponent = dec_value.as_tuple().exponent
    if isinstance(exponent, int) and exponent >= 0:
        return int(dec_value)
    return float(dec_value)


ENCODERS_BY_TYPE: dict[type[Any], Callable[[Any], Any]] = {
    bytes: lambda value: value.decode(),
    datetime.date: isoformat,
    datetime.datetime: isoformat,
    datetime.time: isoformat,
    datetime.timedelta: lambda value: value.total_seconds(),
    Decimal: decimal_encoder,
    Enum: lambda value: value.value,
    frozenset: list,
    deque: list,
    GeneratorType: list,
    IPv4Address: str,
    IPv4Interface: str,
    IPv4Network: str,
    IPv6Address: str,
    IPv6Interface: str,
    IPv6Network: str,
    NameEmail: str,
    Pattern: lambda value: value.pattern,
    PurePath: str,
    SecretBytes: str,
    SecretStr: str,
    set: list,
    UUID: str,
    Url: str,
    AnyUrl: str,
}
"""How to encode the types that JSON does not know."""


def generate_encoders_by_class_tuples(
    type_encoder_map: Mapping[type[Any], Callable[[Any], Any]],
) -> dict[Callable[[Any], Any], tuple[type[Any], ...]]:
    """Turn a table of encoders round: each encoder with the types that it serves."""
    classes: dict[Callable[[Any], Any], tuple[type[Any], ...]] = {}
    for type_, encoder in type_encoder_map.items():
        classes[encoder] = (*classes.get(encoder, ()), type_)
    return classes


encoders_by_class_tuples = generate_encoders_by_class_tuples(ENCODERS_BY_TYPE)

_SEQUENCES = (list, tuple, set, frozenset, deque, GeneratorType)
_ITERABLES = (range, map, filter, zip, KeysView, ValuesView)
_SCALARS = (str, int, float, type(None))


@dataclasses.dataclass(frozen=True)
class _Options:
    """What applies to a value and to everything inside it."""

    by_alias: bool = True
    exclude_unset: bool = False
    exclude_defaults: bool = False
    exclude_none: bool = False
    custom_encoder: Mapping[Any, Callable[[Any], Any]] = dataclasses.field(default_factory=dict)
    sqlalchemy_safe: bool = True


def jsonable_encoder(
    obj: Annotated[Any, Doc("The value to encode.")],
    include: Annotated[IncEx | None, Doc("The only fields or keys to keep.")] = None,
    exclude: Annotated[IncEx | None, Doc("Fields or keys to leave out.")] = None,
    by_alias: Annotated[bool, Doc("Whether a model's fields appear under their aliases.")] = True,
    exclude_unset: Annotated[
        bool, Doc("Whether to leave out the fields of a model that nobody set.")
    ] = False,
    exclude_defaults: Annotated[
        bool, Doc("Whether to leave out the fields of a model that equal their default.")
    ] = False,
    exclude_none: Annotated[bool, Doc("Whether to leave out what is None, at any depth.")] = False,
    custom_encoder: Annotated[
        Mapping[Any, Callable[[Any], Any]] | None,
        Doc("Encoders by type, tried first: by the exact type, then by `isinstance`."),
    ] = None,
    sqlalchemy_safe: Annotated[
        bool, Doc("Whether to leave out keys that begin with `_sa`, which SQLAlchemy adds.")
    ] = True,
) -> Any:
    """Return a value made of dicts, lists, strings, numbers, booleans and None only.

    Raises ValueError for an object that is neither known, nor convertible by `dict()` or `vars()`.
    """
    options = _Options(
        by_alias=by_alias,
        exclude_unset=exclude_unset,
        exclude_defaults=exclude_defaults,
        exclude_none=exclude_none,
        custom_encoder=custom_encoder or {},
        sqlalchemy_safe=sqlalchemy_safe,
    )
    return _encode(obj, options, _names(include), _names(exclude))


def _names(names: Any) -> Any:
    """Read a list or a tuple of names as a set."""
    return names if names is None or isinstance(names, (set, dict)) else set(names)


def _encode(obj: Any, options: _Options, include: Any = None, exclude: Any = None) -> Any:
    if options.custom_encoder:
        encoder = _custom_encoder(obj, options.custom_encoder)
        if encoder is not None:
            return encoder(obj)
    if isinstance(obj, BaseModel):
        return _encode_model(obj, options, include, exclude)
    if dataclasses.is_dataclass(obj) and not isinstance(obj, type):
        return _encode_dict(_dataclass_items(obj, options), options, include, exclude)
    if isinstance(obj, Enum):
        return obj.value
    if isinstance(obj, PurePath):
        return str(obj)
    if isinstance(obj, _SCALARS):
        return obj
    if isinstance(obj, dict):
        return _encode_dict(obj, options, include, exclude)
    if isinstance(obj, _SEQUENCES):
        return [_encode(item, options, include, exclude) for item in obj]
    encoder = _encoder_by_type(obj)
    if encoder is not None:
        return encoder(obj)
    return _encode_unknown(obj, options, include, exclude)


def _custom_encoder(
    obj: Any, custom: Mapping[Any, Callable[[Any], Any]]
) -> Callable[[Any], Any] | None:
    if type(obj) in custom:
        return custom[type(obj)]
    return next((encoder for type_, encoder in custom.items() if isinstance(obj, type_)), None)


def _encoder_by_type(obj: Any) -> Callable[[Any], Any] | None:
    if type(obj) in ENCODERS_BY_TYPE:
        return ENCODERS_BY_TYPE[type(obj)]
    for encoder, classes in encoders_by_class_tuples.items():
        if isinstance(obj, classes):
            return encoder
    return None


def _encode_model(model: BaseModel, options: _Options, include: Any, exclude: Any) -> Any:
    dumped = model.model_dump(
        mode="json",
        include=include,
        exclude=exclude,
        by_alias=options.by_alias,
        exclude_unset=options.exclude_unset,
        exclude_none=options.exclude_none,
        exclude_defaults=options.exclude_defaults,
    )
    return _encode(dumped, dataclasses.replace(options, custom_encoder={}))


def _dataclass_items(obj: Any, options: _Options) -> dict[str, Any]:
    aliases = _dataclass_aliases(obj) if options.by_alias else {}
    return {
        aliases.get(field.name, field.name): getattr(obj, field.name)
        for field in dataclasses.fields(obj)
    }


def _dataclass_aliases(obj: Any) -> dict[str, str]:
    """Return the serialization aliases of a Pydantic dataclass."""
    fields = getattr(obj, "__pydantic_fields__", {})
    return {name: field.serialization_alias or name for name, field in fields.items()}


def _encode_dict(items: dict[Any, Any], options: _Options, include: Any, exclude: Any) -> Any:
    return {
        _encode(key, options): _encode(value, options)
        for key, value in items.items()
        if _is_kept(key, value, options)
        and (include is None or key in include)
        and (exclude is None or key not in exclude)
    }


def _is_kept(key: Any, value: Any, options: _Options) -> bool:
    if options.sqlalchemy_safe and isinstance(key, str) and key.startswith("_sa"):
        return False
    return not (options.exclude_none and value is None)


def _encode_unknown(obj: Any, options: _Options, include: Any, exclude: Any) -> Any:
    if is_pydantic_v1(type(obj)):
        raise PydanticV1NotSupportedError(
            f"{type(obj).__name__} is a model of pydantic.v1. Etude reads and writes models of "
            "Pydantic 2: import BaseModel from pydantic."
        )
    if isinstance(obj, _ITERABLES):
        return [_encode(item, options, include, exclude) for item in obj]
    return _encode_dict(_attributes(obj), options, include, exclude)


def _attributes(obj: Any) -> dict[Any, Any]:
    try:
        return dict(obj)
    except Exception as not_a_dict:
        try:
            return dict(vars(obj))
        except Exception as no_attributes:
            raise ValueError([not_a_dict, no_attributes]) from no_attributes
