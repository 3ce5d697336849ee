"""The only module that knows AnyIO's internals; where these are other ones, it does without."""

from __future__ import annotations

import asyncio
import sys
from contextvars import copy_context
from functools import lru_cache
from typing import Any, Callable, TypeVar

import anyio
import anyio.to_thread

_T = TypeVar("_T")
_WORK = ("context", "func", "args", "future", "cancel_scope")
"""What AnyIO hands to a worker thread."""


def can_be_cancelled() -> bool:
    """Tell whether a cancel scope may stand around the running task.

    AnyIO notes it for each task of asyncio, in a place that is not public. Looking there costs less
    than entering a scope that nobody needs; where the place is another one, a scope is entered.
    """
    try:
        states = sys.modules["anyio._backends._asyncio"]._task_states
        state = states.get(asyncio.current_task())
        return state is not None and state.cancel_scope is not None
    except (KeyError, AttributeError, RuntimeError, TypeError):  # not there, or not asyncio's task
        return True


@lru_cache(maxsize=None)
def _thread_internals() -> tuple[Any, Callable[[None], object]] | None:
    """Return the idle threads of each event loop, and what says which library a context is of."""
    backend: Any = sys.modules["anyio._backends._asyncio"]
    try:
        takes = backend.WorkerThread.run.__code__.co_varnames[2:7]
        set_library = getattr(backend, "set_current_async_library", None)
        set_library = set_library or backend.sniffio.current_async_library_cvar.set
        return (backend._threadpool_idle_workers, set_library) if takes == _WORK else None
    except AttributeError:
        return None


async def run_in_thread(call: Callable[[], _T]) -> _T:
    """Call something in a worker thread, as `anyio.to_thread.run_sync` does.

    Where no cancel scope is to be shielded from, and a thread is idle, that one gets the work at
    once: what AnyIO looks after else costs more than most functions.
    """
    internals = None if can_be_cancelled() else _thread_internals()
    idle: Any = internals and internals[0].get(None)
    if not internals or not idle or _has_expired(idle):
        return await anyio.to_thread.run_sync(call)
    limiter, task = anyio.to_thread.current_default_thread_limiter(), asyncio.current_task()
    try:
        limiter.acquire_on_behalf_of_nowait(task)
    except anyio.WouldBlock:
        return await anyio.to_thread.run_sync(call)
    try:
        future: asyncio.Future[_T] = asyncio.get_running_loop().create_future()
        context = copy_context()
        context.run(internals[1], None)
        scope = anyio.CancelScope(shield=True)
        idle.pop().queue.put_nowait((context, call, (), future, scope))
        return await future
    finally:
        limiter.release_on_behalf_of(task)


def _has_expired(idle: Any) -> bool:
    """Tell whether AnyIO would end the thread that has been idle for longest."""
    now, oldest = asyncio.get_running_loop().time, idle[0]
    return len(idle) > 1 and bool(now() - oldest.idle_since >= oldest.MAX_IDLE_TIME)
