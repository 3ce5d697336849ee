"""The only module that knows AnyIO's internals; where these are other ones, it does without."""

from __future__ import annotations

import asyncio
import sys
from collections import deque
from contextvars import Context, copy_context
from functools import lru_cache
from threading import Lock
from typing import Any, Callable, Deque, TypeVar

import anyio
import anyio.to_thread
from anyio.lowlevel import RunVar

_T = TypeVar("_T")
_BACKEND = "anyio._backends._asyncio"
_WORK = ("context", "func", "args", "future", "cancel_scope")
"""What AnyIO hands to a worker thread."""


def can_be_cancelled() -> bool:
    """Tell whether a cancel scope may stand around the running task.

    AnyIO notes it for each task of asyncio, in a place that is not public. Looking there costs less
    than entering a scope that nobody needs; where the place is another one, a scope is entered.
    """
    try:
        loop, states = asyncio.get_running_loop(), sys.modules[_BACKEND]._task_states
        if not states.data:  # in no task: the running one need not be asked for
            return False
        state = states.get(asyncio.current_task(loop))
        return state is not None and state.cancel_scope is not None
    except (KeyError, AttributeError, RuntimeError, TypeError):  # not there, or not asyncio's task
        return True


@lru_cache(maxsize=None)
def _thread_internals() -> tuple[Any, Callable[[None], object]] | None:
    """Return the idle threads of each event loop, and what says which library a context is of."""
    backend: Any = sys.modules[_BACKEND]
    try:
        takes = backend.WorkerThread.run.__code__.co_varnames[2:7]
        set_library = getattr(backend, "set_current_async_library", None)
        set_library = set_library or backend.sniffio.current_async_library_cvar.set
        return (backend._threadpool_idle_workers, set_library) if takes == _WORK else None
    except AttributeError:
        return None


class Patience:
    """Says whether the event loop stands by while a thread runs a function, and learns about that.

    To stand by costs much less than to be woken up. But a function that takes its time must not hold
    up the loop: each time that one is late, twice as many of its calls are not waited for.
    """

    BRIEFLY = 0.0002
    """How long the loop stands by at most, in seconds."""
    _MOST = 1000

    def __init__(self) -> None:
        self._left = self._skipped = 0

    def lasts(self) -> bool:
        """Tell whether to stand by for the next call."""
        self._left -= 1
        return self._left < 0

    def learn(self, is_late: bool) -> None:
        """Note how it went."""
        self._skipped = min(2 * self._skipped + 1, self._MOST) if is_late else 0
        self._left = self._skipped


async def run_in_thread(call: Callable[[], _T], patience: Patience) -> _T:
    """Call something in a worker thread, as `anyio.to_thread.run_sync` does.

    Where no cancel scope is to be shielded from, and a thread has nothing to do, that one gets the
    work at once: what AnyIO looks after else costs more than most functions.
    """
    internals = None if can_be_cancelled() else _thread_internals()
    threads = None if internals is None else _threads_of_loop(internals[0])
    hand = None if threads is None else threads.find_hand()
    if internals is None or threads is None or hand is None:
        return await anyio.to_thread.run_sync(call)
    limiter, task = threads.limiter, asyncio.current_task()
    try:
        limiter.acquire_on_behalf_of_nowait(task)
    except anyio.WouldBlock:
        hand.put_back()
        return await anyio.to_thread.run_sync(call)
    try:
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        context, stands_by = copy_context(), patience.lasts()
        context.run(internals[1], None)
        hand.begin(context, call, future, stands_by)
        if stands_by:
            patience.learn(is_late=not hand.ends_within(patience.BRIEFLY))
        result, error = await future
    finally:
        limiter.release_on_behalf_of(task)
    if error is None:
        return result  # type: ignore[no-any-return]  # of the call
    try:
        raise error
    finally:
        del error, future  # which hold this frame


class _Hand:
    """A worker thread that AnyIO lends for a row of calls, and gets back when there are none."""

    LINGERS = 0.1
    """How long it waits for a call, in seconds."""

    def __init__(self, hands: Deque[_Hand]) -> None:
        self._hands = hands
        """Those that the event loop may call."""
        self._loop = asyncio.get_running_loop()
        self._begun, self._ended = Lock(), Lock()
        self._begun.acquire()
        self._ended.acquire()
        self._free, self._watched = _Token(), _Token()

    # In the thread of the event loop

    def claim(self) -> bool:
        """Keep the thread from going back to AnyIO, if it has not gone."""
        return self._free.take()

    def begin(self, context: Context, call: Any, future: Any, is_watched: bool) -> None:
        """Let the thread make a call; who watches it asks for its end."""
        self._work, self._future = (context, call), future
        if is_watched:
            self._watched.put()
        self._begun.release()

    def ends_within(self, seconds: float) -> bool:
        """Wait for the end of the call; of one that is late, the loop is told."""
        if not self._ended.acquire(timeout=seconds):
            if self._watched.take():
                return False
            self._ended.acquire()  # for it ended just now
        self._report()
        return True

    def put_back(self) -> None:
        """Do without a call after all."""
        self._free.put()
        self._hands.append(self)

    def _report(self) -> None:
        future, outcome = self._future, self._outcome
        del self._future, self._outcome
        self._hands.append(self)
        if not future.cancelled():
            future.set_result(outcome)

    # In the thread itself

    def serve(self) -> None:
        """Make one call after the other."""
        while self._has_work():
            self._outcome = self._make_call()
            self._free.put()
            if self._watched.take():
                self._ended.release()
            elif not self._loop.is_closed():
                self._loop.call_soon_threadsafe(self._report)

    def _has_work(self) -> bool:
        if self._begun.acquire(timeout=self.LINGERS):
            return True
        return not self._free.take() and self._begun.acquire()

    def _make_call(self) -> tuple[Any, BaseException | None]:
        context, call = self._work
        del self._work
        try:
            return context.run(call), None
        except BaseException as error:
            return None, error


class _Token:
    """What either of two threads can take, but not both."""

    def __init__(self) -> None:
        self._items: list[bool] = []

    def put(self) -> None:
        """Put it there."""
        self._items.append(True)

    def take(self) -> bool:
        """Take it, if it is there."""
        try:
            return self._items.pop()
        except IndexError:
            return False


class _Threads:
    """The threads of one event loop: those of AnyIO that are idle, those that it lends, the limit."""

    def __init__(self, idle: Any) -> None:
        self._idle = idle
        self.hands: Deque[_Hand] = deque()
        self.limiter = anyio.to_thread.current_default_thread_limiter()

    def find_hand(self) -> _Hand | None:
        """Return a thread that has nothing to do; None without one, or where AnyIO would end one."""
        idle, hands = self._idle, self.hands
        if len(idle) > 1 and anyio.current_time() - idle[0].idle_since >= idle[0].MAX_IDLE_TIME:
            return None
        while hands:
            hand = hands.pop()
            if hand.claim():
                return hand
        if not idle:
            return None
        hand, future = _Hand(hands), asyncio.get_running_loop().create_future()
        idle.pop().queue.put_nowait(
            (Context(), hand.serve, (), future, anyio.CancelScope(shield=True))
        )
        return hand


_threads: RunVar[_Threads] = RunVar("etude.threads")


def _threads_of_loop(idle_threads: RunVar[Any]) -> _Threads | None:
    """Return the threads of the running event loop, if AnyIO has made any."""
    threads = _threads.get(None)
    if threads is None and idle_threads.get(None) is not None:
        threads = _Threads(idle_threads.get())
        _threads.set(threads)
    return threads
