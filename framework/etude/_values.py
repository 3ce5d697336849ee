"""Classes of values: frozen for type checkers, and as quick to make as any at run time."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

from typing_extensions import dataclass_transform

_T = TypeVar("_T")


@dataclass_transform(frozen_default=True, eq_default=False, field_specifiers=(field,))
def value(class_: type[_T]) -> type[_T]:
    """Make a dataclass whose objects nobody changes; each is equal to itself only.

    Python would check the former whenever one is made, and one is made for each part of a plan.
    """
    return dataclass(eq=False)(class_)
