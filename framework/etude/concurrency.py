"""Threads and context managers: synchronous code made asynchronous."""

from __future__ import annotations

import sys
from contextlib import asynccontextmanager as asynccontextmanager
from contextvars import copy_context
from itertools import count
from typing import Any, AsyncContextManager, Callable, ContextManager, TypeVar

import anyio.to_thread  # AnyIO imports other names when they are first used
from annotated_doc import Doc
from anyio.lowlevel import RunVar, checkpoint
from starlette.concurrency import iterate_in_threadpool as iterate_in_threadpool
from starlette.concurrency import run_in_threadpool as run_in_threadpool
from starlette.concurrency import run_until_first_complete as run_until_first_complete
from typing_extensions import Annotated

_T = TypeVar("_T")
_numbers = count()


async def _run_inline(func: Callable[..., _T], *args: Any, **options: Any) -> _T:
    """Call a function at once, with a copy of the context, as it would have in a thread."""
    await checkpoint()  # for the other requests
    return copy_context().run(func, *args)


if sys.platform == "emscripten":  # as in Pyodide, where no thread can start
    # Starlette and AnyIO look the function up here, for files, uploads and background tasks too.
    anyio.to_thread.run_sync = _run_inline


def variable_of_loops() -> RunVar[Any]:
    """Return a variable that has a value of its own in each event loop."""
    # Older releases of AnyIO tell such variables apart by their names alone.
    return RunVar(f"etude.concurrency.{next(_numbers)}")


class Concurrency:
    """How many may do something at the same time, in each event loop."""

    def __init__(self) -> None:
        self._semaphore: RunVar[anyio.Semaphore] = variable_of_loops()

    def limit(self, number: int) -> anyio.Semaphore:
        """Return what to enter, as an asynchronous context manager, to be one of the number."""
        try:
            return self._semaphore.get()
        except LookupError:
            semaphore = anyio.Semaphore(number)
            self._semaphore.set(semaphore)
            return semaphore


def contextmanager_in_threadpool(
    cm: Annotated[ContextManager[_T], Doc("What to enter and to leave.")],
) -> AsyncContextManager[_T]:
    """Make a context manager asynchronous: it is entered and left in worker threads.

    Leaving does not wait for the threads that others occupy, since those may wait for it.
    """
    return _InThreads(cm)


class _InThreads(AsyncContextManager[_T]):
    def __init__(self, manager: ContextManager[_T]) -> None:
        self._manager = manager

    async def __aenter__(self) -> _T:
        return await run_in_threadpool(self._manager.__enter__)

    async def __aexit__(self, *error: Any) -> bool:
        leave = self._manager.__exit__
        limiter = anyio.CapacityLimiter(1)
        return bool(await anyio.to_thread.run_sync(leave, *error, limiter=limiter))
