"""Python values made of the types that JSON knows (RFC 8259)."""

from __future__ import annotations

import dataclasses
import datetime
import ipaddress
from collections import deque
from collections.abc import KeysView, ValuesView
from decimal import Decimal
from enum import Enum
from operator import attrgetter
from pathlib import PurePath
from re import Pattern
from types import GeneratorType
from typing import Any, Callable, Mapping, NamedTuple
from uuid import UUID

from annotated_doc import Doc
from pydantic import AnyUrl, BaseModel, NameEmail, SecretBytes, SecretStr
from typing_extensions import Annotated

from ._pydantic import Url, is_pydantic_v1
from .exceptions import PydanticV1NotSupportedError
from .types import IncEx

_Encode = Callable[[Any], Any]


def isoformat(o: Annotated[datetime.date | datetime.time, Doc("What to write.")]) -> str:
    """Return a date or a time in the format of ISO 8601."""
    return o.isoformat()


def decimal_encoder(dec_value: Annotated[Decimal, Doc("A finite number.")]) -> int | float:
    """Return a whole decimal as an integer, and any other one as a float."""
    exponent = dec_value.as_tuple().exponent
    if isinstance(exponent, int) and exponent >= 0:
        return int(dec_value)
    return float(dec_value)


ENCODERS_BY_TYPE: dict[type[Any], _Encode] = {
    bytes: bytes.decode,
    bytearray: bytearray.decode,
    memoryview: lambda view: view.tobytes().decode(),
    datetime.date: isoformat,
    datetime.datetime: isoformat,
    datetime.time: isoformat,
    datetime.timedelta: datetime.timedelta.total_seconds,
    Decimal: decimal_encoder,
    Enum: attrgetter("value"),
    Pattern: attrgetter("pattern"),
    **dict.fromkeys((frozenset, deque, GeneratorType, set), list),
    **dict.fromkeys((ipaddress.IPv4Address, ipaddress.IPv6Address), str),
    **dict.fromkeys((ipaddress.IPv4Interface, ipaddress.IPv6Interface), str),
    **dict.fromkeys((ipaddress.IPv4Network, ipaddress.IPv6Network), str),
    **dict.fromkeys((AnyUrl, NameEmail, PurePath, SecretBytes, SecretStr, UUID, Url), str),
}
"""How to encode the types that JSON does not know."""


def generate_encoders_by_class_tuples(
    type_encoder_map: Annotated[
        Mapping[type[Any], Callable[[Any], Any]], Doc("Encoders by the type that they serve.")
    ],
) -> dict[Callable[[Any], Any], tuple[type[Any], ...]]:
    """Turn a table of encoders round: each encoder with the types that it serves."""
    classes: dict[_Encode, tuple[type[Any], ...]] = {}
    for type_, encoder in type_encoder_map.items():
        classes[encoder] = (*classes.get(encoder, ()), type_)
    return classes


encoders_by_class_tuples = generate_encoders_by_class_tuples(ENCODERS_BY_TYPE)

_SEQUENCES = (list, tuple, set, frozenset, deque, GeneratorType)
_ITERABLES = (range, map, filter, zip, KeysView, ValuesView)
_SCALARS = (str, int, float, type(None))


class _Options(NamedTuple):
    """What applies to a value and to everything inside it."""

    dump: Mapping[str, Any]
    """How models are dumped."""
    custom: Mapping[Any, _Encode]
    is_sqlalchemy_safe: bool


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
    dump = {
        "by_alias": by_alias,
        "exclude_unset": exclude_unset,
        "exclude_defaults": exclude_defaults,
        "exclude_none": exclude_none,
    }
    options = _Options(dump, custom_encoder or {}, sqlalchemy_safe)
    return _encode(obj, options, _names(include), _names(exclude))


def _names(names: Any) -> Any:
    """Read a list or a tuple of names as a set."""
    return names if names is None or isinstance(names, (set, dict)) else set(names)


def _encode(obj: Any, options: _Options, include: Any = None, exclude: Any = None) -> Any:
    if options.custom:
        encoder = _custom_encoder(obj, options.custom)
        if encoder is not None:
            return encoder(obj)
    if isinstance(obj, BaseModel):
        dumped = obj.model_dump(mode="json", include=include, exclude=exclude, **options.dump)
        return _encode(dumped, options._replace(custom={}))
    if dataclasses.is_dataclass(obj) and not isinstance(obj, type):
        return _encode_dict(_dataclass_items(obj, options), options, include, exclude)
    if isinstance(obj, Enum):
        return obj.value
    if isinstance(obj, _SCALARS):
        return obj
    if isinstance(obj, dict):
        return _encode_dict(obj, options, include, exclude)
    if isinstance(obj, _SEQUENCES):
        return [_encode(item, options, include, exclude) for item in obj]
    encoder = ENCODERS_BY_TYPE.get(type(obj)) or _encoder_of_base(obj)
    if encoder is not None:
        return encoder(obj)
    if isinstance(obj, _ITERABLES):
        return [_encode(item, options, include, exclude) for item in obj]
    return _encode_dict(_attributes(obj), options, include, exclude)


def _custom_encoder(obj: Any, custom: Mapping[Any, _Encode]) -> _Encode | None:
    if type(obj) in custom:
        return custom[type(obj)]
    return next((encoder for type_, encoder in custom.items() if isinstance(obj, type_)), None)


def _encoder_of_base(obj: Any) -> _Encode | None:
    encoders = encoders_by_class_tuples.items()
    return next((encoder for encoder, types in encoders if isinstance(obj, types)), None)


def _dataclass_items(obj: Any, options: _Options) -> dict[str, Any]:
    """Return the fields of a dataclass; those of Pydantic have aliases."""
    fields = getattr(obj, "__pydantic_fields__", {}) if options.dump["by_alias"] else {}
    aliases = {name: field.serialization_alias or name for name, field in fields.items()}
    return {
        aliases.get(field.name, field.name): getattr(obj, field.name)
        for field in dataclasses.fields(obj)
    }


def _encode_dict(items: dict[Any, Any], options: _Options, include: Any, exclude: Any) -> Any:
    return {
        _encode(key, options): _encode(value, options)
        for key, value in items.items()
        if _is_kept(key, value, options)
        and (include is None or key in include)
        and (exclude is None or key not in exclude)
    }


def _is_kept(key: Any, value: Any, options: _Options) -> bool:
    if options.is_sqlalchemy_safe and isinstance(key, str) and key.startswith("_sa"):
        return False
    return not (options.dump["exclude_none"] and value is None)


def _attributes(obj: Any) -> dict[Any, Any]:
    """Return what `dict()` or `vars()` gives for an object that nothing else is known of."""
    if is_pydantic_v1(type(obj)):
        raise PydanticV1NotSupportedError(
            f"{type(obj).__name__} is a model of pydantic.v1. Etude reads and writes models of "
            "Pydantic 2: import BaseModel from pydantic."
        )
    causes = []
    for read in (dict, vars):
        try:
            return dict(read(obj))
        except Exception as cause:
            causes.append(cause)
    raise ValueError(causes) from causes[-1]
