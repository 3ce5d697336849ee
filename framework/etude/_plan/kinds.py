"""Which types a parameter may have, which belong in a body, and which constraints fit them."""

from __future__ import annotations

import collections.abc
import dataclasses
import sys
from collections import deque
from contextvars import copy_context
from decimal import Decimal
from io import BytesIO
from typing import Any, Iterable, List, Union

from pydantic import BaseModel, Json
from pydantic_core import ValidationError
from starlette.datastructures import UploadFile as StarletteUploadFile
from typing_extensions import Annotated, TypeAliasType, get_args, get_origin, is_typeddict

from .._pydantic import adapter_of, is_class
from ..datastructures import UploadFile

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
_STRUCTURES = (BaseModel, dict, list, set, tuple, frozenset)
_NO_SCALARS = (*SEQUENCES, dict, collections.abc.Mapping, collections.abc.MutableMapping)
_UNREADABLE = (collections.abc.Callable, collections.abc.Generator)
_UNIONS: tuple[Any, ...] = (Union,)
if sys.version_info >= (3, 10):
    from types import UnionType

    _UNIONS = (Union, UnionType)


def members(type_: Any) -> tuple[Any, ...]:
    """Return the members of a union without None, or the type itself."""
    if isinstance(type_, TypeAliasType):
        return members(type_.__value__)
    if get_origin(type_) is Annotated:
        inner, *metadata = get_args(type_)
        return (str,) if any(map(is_json_text, metadata)) else members(inner)
    if get_origin(type_) in _UNIONS:
        found = [member for arg in get_args(type_) for member in members(arg)]
        return tuple(member for member in found if member is not type(None))
    return (type_,)


def is_json_text(metadata: Any) -> bool:
    """Tell whether a value is sent as one text, whatever it is read to: Pydantic's `Json`."""
    return metadata is Json or isinstance(metadata, Json)  # type: ignore[misc]  # a class here


def _plain(type_: Any) -> Any:
    """Return a type without the types of its items."""
    return get_origin(type_) or type_


def is_scalar(type_: Any) -> bool:
    """Tell whether every value of a type is one text in a request, and not a structure."""
    return all(_is_scalar(_plain(member)) for member in members(type_))


def _is_scalar(plain: Any) -> bool:
    if plain in _NO_SCALARS or is_typeddict(plain) or dataclasses.is_dataclass(plain):
        return False
    return not (is_class(plain) and issubclass(plain, _STRUCTURES))


def is_sequence(type_: Any) -> bool:
    """Tell whether some member of a type takes several texts."""
    return any(_plain(member) in SEQUENCES for member in members(type_))


def is_sequence_of_scalars(type_: Any) -> bool:
    """Tell whether every member of a type is a scalar or a sequence of scalars."""
    return all(
        is_scalar(member)
        or (
            is_sequence(member)
            and all(is_scalar(item) for item in get_args(member) if item is not Ellipsis)
        )
        for member in members(type_)
    )


def holds_uploads(type_: Any) -> bool:
    """Tell whether some value of a type is an uploaded file."""
    parts = filter(is_class, _parts(type_))
    return any(issubclass(part, StarletteUploadFile) for part in parts)


def holds_bytes(type_: Any) -> bool:
    """Tell whether some value of a type is the content of a file."""
    return bytes in _parts(type_)


def _parts(type_: Any) -> list[Any]:
    """Return the members of a type, and those of the items of its sequences."""
    own = members(type_)
    items = [item for member in own if is_sequence(member) for item in get_args(member)]
    return [*own, *(part for item in items for part in members(item))]


def is_unreadable(type_: Any) -> bool:
    """Tell whether some member of a type is none that text or JSON is read to."""
    return any(_plain(member) in _UNREADABLE for member in members(type_))


def listed(type_: Any) -> Any:
    """Return a type with lists for its iterables, which Pydantic would validate only when used."""
    arguments = get_args(type_)
    if get_origin(type_) in _UNIONS:
        changed = tuple(listed(member) for member in arguments)
        return type_ if changed == arguments else Union[changed]
    if _plain(type_) is collections.abc.Iterable or type_ is Iterable:
        return List[arguments[0] if arguments else Any]  # type: ignore[misc]  # made at run time
    return type_


_NUMBERS: tuple[Any, ...] = (0, 0.0, False, copy_context().run(Decimal, 0))
# The first decimal number makes a context for decimals, which here all threads would share.
_COLLECTIONS: tuple[Any, ...] = ([], (), set(), frozenset(), {})
_SAMPLES: dict[Any, Any] = {
    type(sample): sample for sample in (*_NUMBERS, *_COLLECTIONS, "", b"", UploadFile(BytesIO()))
}
"""One value of each type that is looked into; about other types nothing is said."""


def find_unfit(type_: Any, constraints: Iterable[Any]) -> Any:
    """Return the first constraint that fits no member of a type, or None.

    Pydantic accepts such a constraint, the length of a number for example, and fails at each value.
    """
    plain = [_plain(member) for member in members(type_)]
    if not all(member in _SAMPLES for member in plain):
        return None
    unfit = (each for each in constraints if not any(_fits(each, member) for member in plain))
    return next(unfit, None)


def _fits(constraint: Any, type_: Any) -> bool:
    try:
        adapter_of(type_, [constraint]).validate_python(_SAMPLES[type_])
    except (TypeError, AttributeError):  # of Python for `"" > 3`, or of Pydantic
        return False
    except (ValidationError, RuntimeError):  # the latter for what is said of a union as a whole
        return True
    return True
