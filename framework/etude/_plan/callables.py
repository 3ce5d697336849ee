"""Which kind of callable something is, and so how it runs."""

from __future__ import annotations

import inspect
from typing import Any, Callable

from ..exceptions import DeclarationError
from .model import CallableKind
from .signature import faces, place


def kind_of(function: Callable[..., Any]) -> CallableKind:
    """Tell how a callable runs, seen through partials, wrappers and `__call__`."""
    seen = faces(function)
    if any(inspect.isgeneratorfunction(face) or inspect.isasyncgenfunction(face) for face in seen):
        raise DeclarationError(
            f"{place(function)} yields. Functions that yield are not supported yet: return."
        )
    return CallableKind.coroutine if is_coroutine(function) else CallableKind.thread


def is_coroutine(function: Callable[..., Any]) -> bool:
    """Tell whether calling something gives a coroutine."""
    return any(inspect.iscoroutinefunction(face) for face in faces(function))
