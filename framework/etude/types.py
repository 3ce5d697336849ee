"""Types that annotations throughout the package share."""

from __future__ import annotations

from enum import Enum
from typing import Any, Callable, Dict, List, Mapping, Optional, Set, Tuple, Type, TypeVar, Union

from pydantic import BaseModel
from typing_extensions import Protocol, TypeAlias

DecoratedCallable = TypeVar("DecoratedCallable", bound=Callable[..., Any])


class Decorator(Protocol):
    """Takes a function, and returns it as it is."""

    def __call__(self, function: DecoratedCallable, /) -> DecoratedCallable: ...


IncEx: TypeAlias = Union[
    Set[int], Set[str], List[int], List[str], Mapping[int, Any], Mapping[str, Any]
]
"""What to include in or exclude from a dump: names, or names with what is below them."""

DependencyCacheKey: TypeAlias = Tuple[Optional[Callable[..., Any]], Tuple[str, ...], str]
"""What makes two dependencies one call: the callable, its scopes, its lifetime."""

ModelNameMap: TypeAlias = Dict[Union[Type[BaseModel], Type[Enum]], str]
"""The names of models and enumerations in a document."""
