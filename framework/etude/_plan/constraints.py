"""Constraints that no value of a type can be held against, like the length of a number."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any, Iterable

from pydantic_core import ValidationError
from typing_extensions import get_origin

from .._pydantic import adapter_of
from ..datastructures import UploadFile
from .kinds import members

_NUMBERS: tuple[Any, ...] = (0, 0.0, False, Decimal(0))
_COLLECTIONS: tuple[Any, ...] = ([], (), set(), frozenset(), {})
_SAMPLES: dict[Any, Any] = {
    type(sample): sample for sample in (*_NUMBERS, *_COLLECTIONS, "", b"", UploadFile(BytesIO()))
}
"""One value of each type that is looked into; about other types nothing is said."""


def find_unfit(type_: Any, constraints: Iterable[Any]) -> Any:
    """Return the first constraint that fits no member of a type, or None.

    Pydantic accepts such a constraint and fails at each value.
    """
    plain = [get_origin(member) or member for member in members(type_)]
    if not all(member in _SAMPLES for member in plain):
        return None
    unfit = (
        constraint
        for constraint in constraints
        if not any(_can_be_checked(member, constraint) for member in plain)
    )
    return next(unfit, None)


def _can_be_checked(type_: Any, constraint: Any) -> bool:
    try:
        adapter_of(type_, [constraint]).validate_python(_SAMPLES[type_])
    except (TypeError, AttributeError):  # of Python for `"" > 3`, or of Pydantic
        return False
    except (ValidationError, RuntimeError):  # the latter for what is said of a union as a whole
        return True
    return True
