"""Which kind of callable something is, and so how it runs."""

from __future__ import annotations

import inspect
from typing import Any, Callable

from .._pydantic import is_model
from .model import CallableKind
from .signature import faces

_KINDS: list[tuple[Callable[[Any], bool], CallableKind]] = [
    (inspect.isasyncgenfunction, CallableKind.async_generator),
    (inspect.isgeneratorfunction, CallableKind.generator),
    (inspect.iscoroutinefunction, CallableKind.coroutine),
    (is_model, CallableKind.model),
]


def kind_of(function: Callable[..., Any]) -> CallableKind:
    """Tell how a callable runs, seen through partials, wrappers and `__call__`."""
    seen = faces(function)
    kinds = (kind for face in seen for test, kind in _KINDS if test(face))
    return next(kinds, CallableKind.thread)


def yields(function: Callable[..., Any]) -> bool:
    """Tell whether a callable makes a generator."""
    return kind_of(function) in (CallableKind.generator, CallableKind.async_generator)


def is_coroutine(function: Callable[..., Any]) -> bool:
    """Tell whether calling something gives a coroutine."""
    return kind_of(function) is CallableKind.coroutine
