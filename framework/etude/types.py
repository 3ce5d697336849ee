"""Types that annotations throughout the package share."""

from __future__ import annotations

from typing import Any, Callable, Mapping, Set, TypeVar, Union

from typing_extensions import TypeAlias

DecoratedCallable = TypeVar("DecoratedCallable", bound=Callable[..., Any])

IncEx: TypeAlias = Union[Set[int], Set[str], Mapping[int, Any], Mapping[str, Any]]
"""What to include in or exclude from a dump: names, or names with what is below them."""
