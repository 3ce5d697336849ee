"""Which types a parameter may have, and which belong in a body."""

from __future__ import annotations

import collections.abc
import dataclasses
import sys
from collections import deque
from typing import Any, Iterable, List, Union

from pydantic import BaseModel
from starlette.datastructures import UploadFile
from typing_extensions import Annotated, TypeAliasType, get_args, get_origin, is_typeddict

SEQUENCES = (
    list,
    set,
    frozenset,
    tuple,
    deque,
    collections.abc.Sequence,
    collections.abc.Iterable,
    collections.abc.Set,
    collections.abc.MutableSequence,
    collections.abc.MutableSet,
)
_MAPPINGS = (dict, collections.abc.Mapping, collections.abc.MutableMapping)
_UNIONS: tuple[Any, ...] = (Union,)
if sys.version_info >= (3, 10):
    from types import UnionType

    _UNIONS = (Union, UnionType)


def members(type_: Any) -> tuple[Any, ...]:
    """Return the members of a union without None, or the type itself."""
    if isinstance(type_, TypeAliasType):
        return members(type_.__value__)
    if get_origin(type_) is Annotated:
        return members(get_args(type_)[0])
    if get_origin(type_) in _UNIONS:
        found = [member for arg in get_args(type_) for member in members(arg)]
        return tuple(member for member in found if member is not type(None))
    return (type_,)


def is_scalar(type_: Any) -> bool:
    """Tell whether every value of a type is one text in a request, and not a structure."""
    return all(_is_scalar(member) for member in members(type_))


def _is_scalar(type_: Any) -> bool:
    plain = get_origin(type_) or type_
    if plain in SEQUENCES or plain in _MAPPINGS:
        return False
    if is_typeddict(plain) or dataclasses.is_dataclass(plain):
        return False
    return not (
        isinstance(plain, type)
        and issubclass(plain, (BaseModel, dict, list, set, tuple, frozenset))
    )


def is_sequence(type_: Any) -> bool:
    """Tell whether some member of a type takes several texts."""
    return any((get_origin(member) or member) in SEQUENCES for member in members(type_))


def holds_uploads(type_: Any) -> bool:
    """Tell whether some value of a type is an uploaded file."""
    return any(_is_upload(part) for part in _parts(type_))


def _is_upload(type_: Any) -> bool:
    return isinstance(type_, type) and issubclass(type_, UploadFile)


def holds_bytes(type_: Any) -> bool:
    """Tell whether some value of a type is the content of a file."""
    return any(part is bytes for part in _parts(type_))


def _parts(type_: Any) -> list[Any]:
    """Return the members of a type, and those of the items of its sequences."""
    own = members(type_)
    items = [
        part
        for member in own
        if get_origin(member) in SEQUENCES
        for item in get_args(member)
        for part in members(item)
    ]
    return [*own, *items]


def is_sequence_of_scalars(type_: Any) -> bool:
    """Tell whether every member of a type is a scalar or a sequence of scalars."""
    return all(
        _is_scalar(member)
        or (
            (get_origin(member) or member) in SEQUENCES
            and all(is_scalar(item) for item in get_args(member) if item is not Ellipsis)
        )
        for member in members(type_)
    )


_UNREADABLE = (collections.abc.Callable, collections.abc.Generator)


def is_unreadable(type_: Any) -> bool:
    """Tell whether some member of a type is none that text or JSON is read to."""
    return any((get_origin(member) or member) in _UNREADABLE for member in members(type_))


def listed(type_: Any) -> Any:
    """Return a type with lists for its iterables, which Pydantic would validate only when used."""
    origin, arguments = get_origin(type_), get_args(type_)
    if origin in _UNIONS:
        changed = tuple(listed(member) for member in arguments)
        return type_ if changed == arguments else Union[changed]
    if (origin or type_) is collections.abc.Iterable or type_ is Iterable:
        return List[arguments[0] if arguments else Any]  # type: ignore[misc]  # made at run time
    return type_
