"""Promises about functions that an idle thread takes at once: nobody can tell by what they do."""

import asyncio
import collections
import contextvars
import gc
import sys
import threading
import weakref
from functools import partial

import anyio
import anyio.from_thread
import anyio.to_thread
import pytest

from etude import Etude, _anyio
from etude._anyio import Patience, _Hand


@pytest.fixture
def handed_over(monkeypatch):
    """What AnyIO was asked to run itself, by a list that grows."""
    usual, calls = anyio.to_thread.run_sync, []

    def run_sync(call, *args, **options):
        calls.append(call)
        return usual(call, *args, **options)

    monkeypatch.setattr(anyio.to_thread, "run_sync", run_sync)
    return calls


@pytest.fixture
def fresh_look():
    """Let the internals of AnyIO be looked at anew, before and after."""
    _anyio._thread_internals.cache_clear()
    yield
    _anyio._thread_internals.cache_clear()


async def run_in_thread(call):
    return await _anyio.run_in_thread(call, Patience())


async def warm(count=1):
    """Let threads be idle."""
    barrier = threading.Barrier(count)
    await asyncio.gather(*(run_in_thread(lambda: barrier.wait(timeout=10)) for _ in range(count)))


def test_one_thread_serves_one_request_after_the_other(handed_over):
    app, threads = Etude(), []

    @app.get("/")
    def read():
        threads.append(threading.current_thread())
        return threading.current_thread().name

    async def ask():
        sent = []

        async def send(message):
            sent.append(message)

        scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": []}
        await app(scope, None, send)
        return sent[1]["body"]

    async def main():
        return [await ask() for _ in range(3)]

    assert asyncio.run(main()) == [b'"AnyIO worker thread"'] * 3
    assert len(set(threads)) == 1
    assert len(handed_over) == 1  # to make the thread


def test_a_function_sees_the_context_and_keeps_its_changes_to_itself():
    variable = contextvars.ContextVar("variable", default="nothing")

    def change():
        seen = variable.get()
        variable.set("inside")
        return seen

    async def main():
        await warm()
        variable.set("outside")
        return await run_in_thread(change), variable.get()

    assert asyncio.run(main()) == ("outside", "outside")


def test_what_a_function_raises_comes_out_and_its_thread_goes_on():
    async def main():
        await warm()
        with pytest.raises(ZeroDivisionError):
            await run_in_thread(lambda: 1 // 0)
        return await run_in_thread(lambda: "done")

    assert asyncio.run(main()) == "done"


def test_a_function_counts_in_the_limit_of_threads():
    async def main():
        await warm()
        limiter = anyio.to_thread.current_default_thread_limiter()
        return await run_in_thread(lambda: limiter.borrowed_tokens), limiter.borrowed_tokens

    assert asyncio.run(main()) == (1, 0)


def test_a_function_waits_where_the_limit_is_reached():
    inside, most = [], []

    def note():
        inside.append(1)
        most.append(len(inside))
        threading.Event().wait(timeout=0.001)
        inside.pop()

    async def main():
        await asyncio.gather(*(run_in_thread(threading.current_thread) for _ in range(3)))
        anyio.to_thread.current_default_thread_limiter().total_tokens = 1
        await asyncio.gather(*(run_in_thread(note) for _ in range(5)))

    asyncio.run(main())
    assert most == [1] * 5


def test_where_all_threads_are_busy_anyio_makes_another(handed_over):
    async def main():
        await warm()
        await warm(2)  # each of the two waits for the other

    asyncio.run(main())
    assert len(handed_over) == 2


def test_a_function_may_call_the_event_loop():
    async def inside_a_scope():
        with anyio.move_on_after(10):
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(anyio.lowlevel.checkpoint)
        return "from the loop"

    def call():
        plain = anyio.from_thread.run_sync(threading.current_thread)
        return anyio.from_thread.run(inside_a_scope), plain

    async def main():
        await warm()
        return await run_in_thread(call)

    assert asyncio.run(main()) == ("from the loop", threading.current_thread())


@pytest.mark.parametrize("run", [asyncio.run, lambda coroutine: anyio.run(lambda: coroutine)])
def test_a_function_may_run_an_event_loop_of_its_own(run):
    async def one():
        return 1

    async def in_a_task():
        return await run_in_thread(lambda: anyio.run(one))

    async def main():
        await warm()
        return await asyncio.get_running_loop().create_task(in_a_task())

    assert run(main()) == 1


def test_a_task_that_is_cancelled_ends_and_its_thread_goes_on():
    begun, free = threading.Event(), threading.Event()

    def block():
        begun.set()
        assert free.wait(timeout=10)

    async def main():
        await warm(2)
        task = asyncio.ensure_future(run_in_thread(block))
        await run_in_thread(lambda: begun.wait(timeout=10))
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        free.set()
        await until(lambda: len(_anyio._threads.get().hands) == 2)
        limiter = anyio.to_thread.current_default_thread_limiter()
        return await run_in_thread(lambda: limiter.borrowed_tokens)

    assert asyncio.run(main()) == 1


def test_a_cancel_scope_waits_for_the_function(handed_over):
    ended = []

    def end():
        threading.Event().wait(timeout=0.01)
        ended.append("function")

    async def main():
        await warm()
        with anyio.move_on_after(0.001):
            await run_in_thread(end)
        ended.append("scope")

    asyncio.run(main())
    assert ended == ["function", "scope"]
    assert handed_over[1:] == [end]


def test_threads_that_were_idle_for_long_end(monkeypatch):
    async def main():
        await warm(2)
        idle = sys.modules["anyio._backends._asyncio"]._threadpool_idle_workers.get()
        before = list(idle)
        monkeypatch.setattr(type(idle[0]), "MAX_IDLE_TIME", 0)
        await run_in_thread(threading.current_thread)
        before[0].join(timeout=10)
        return [thread.is_alive() for thread in before], list(idle) == before[1:]

    assert asyncio.run(main()) == ([False, True], True)


def test_no_thread_is_left_behind_the_loop():
    async def main():
        await warm()
        return await run_in_thread(threading.current_thread)

    thread = asyncio.run(main())
    thread.join(timeout=10)
    assert not thread.is_alive()


def test_another_event_loop_has_threads_too():
    async def main():
        await run_in_thread(threading.current_thread)
        return await run_in_thread(lambda: "done")

    assert anyio.run(main, backend="trio") == "done"


def run_otherwise(self, other, work):
    """Stand for the thread of an AnyIO that hands over something else."""


@pytest.mark.parametrize("name", ["WorkerThread.run", "_threadpool_idle_workers"])
def test_another_anyio_runs_everything_itself(monkeypatch, fresh_look, handed_over, name):
    async def main():
        await warm()
        backend, usual = sys.modules["anyio._backends._asyncio"], anyio.to_thread.run_sync
        with monkeypatch.context() as patch:
            if name == "WorkerThread.run":
                patch.setattr(backend.WorkerThread, "run", run_otherwise)
            else:
                patch.delattr(backend, name)
            _anyio._thread_internals.cache_clear()
            internals = _anyio._thread_internals()
        return internals, usual is anyio.to_thread.run_sync, await run_in_thread(lambda: "done")

    assert asyncio.run(main()) == (None, True, "done")
    assert len(handed_over) == 2


def idle_threads():
    return sys.modules["anyio._backends._asyncio"]._threadpool_idle_workers.get()


async def until(is_true):
    while not is_true():
        await asyncio.sleep(0.001)


def test_a_thread_without_calls_goes_back_and_can_be_had_again(monkeypatch):
    monkeypatch.setattr(_Hand, "LINGERS", 0.001)

    async def main():
        await warm()
        threads = []
        for _ in range(3):
            threads.append(await run_in_thread(threading.current_thread))
            await until(idle_threads)
        return threads, [*idle_threads()]

    threads, idle = asyncio.run(main())
    assert idle == threads[:1]
    assert len(set(threads)) == 1


def test_the_loop_stands_by_for_a_function_that_ends_at_once(monkeypatch):
    monkeypatch.setattr(Patience, "BRIEFLY", 10)
    others = []

    async def other():
        others.append("another task")

    async def main():
        await warm()
        task = asyncio.ensure_future(other())
        result = await run_in_thread(lambda: [*others])
        await task
        return result

    assert asyncio.run(main()) == []
    assert others == ["another task"]


def test_the_loop_does_not_wait_for_a_function_that_takes_its_time():
    free = threading.Event()

    async def open_it():
        free.set()

    async def main():
        await warm()
        opening, patience = asyncio.ensure_future(open_it()), Patience()
        result = await _anyio.run_in_thread(lambda: free.wait(timeout=10), patience)
        await opening
        return result, await _anyio.run_in_thread(patience.lasts, patience)

    assert asyncio.run(main()) == (True, True)


def waits_among(calls, patience, is_late):
    """The numbers of the calls that are waited for."""
    waits = []
    for number in range(calls):
        if patience.lasts():
            waits.append(number)
            patience.learn(is_late)
    return waits


def test_a_function_that_was_late_is_waited_for_less_and_less():
    patience = Patience()
    assert waits_among(20, patience, is_late=True) == [0, 2, 6, 14]
    waits_among(10_000, patience, is_late=True)
    assert len(waits_among(10 * (Patience._MOST + 1), patience, is_late=True)) == 10


def test_a_function_that_is_quick_again_is_waited_for_again():
    patience = Patience()
    assert patience.lasts()
    patience.learn(is_late=True)
    assert [patience.lasts(), patience.lasts()] == [False, True]
    patience.learn(is_late=False)
    assert [patience.lasts(), patience.lasts()] == [True, True]


class ElapsedLock:
    """A lock whose time is over at once, although the other thread is just about to release it."""

    def __init__(self, lock):
        self._lock = lock
        self.waits = []

    def acquire(self, timeout=None):
        self.waits.append(timeout)
        return self._lock.acquire(timeout=10) if timeout is None else False

    def release(self):
        self._lock.release()


def test_a_function_that_ends_just_when_the_wait_is_over_is_not_lost():
    async def main():
        hand = _Hand(collections.deque())
        future = asyncio.get_running_loop().create_future()
        hand._ended = ElapsedLock(hand._ended)
        hand.begin(contextvars.copy_context(), lambda: "done", future, True)
        thread = threading.Thread(target=hand.serve)
        thread.start()
        while hand._watched._items:
            await asyncio.sleep(0.001)
        ends = hand.ends_within(0.5), hand._ended.waits
        thread.join(timeout=10)
        return ends, await future

    assert asyncio.run(main()) == ((True, [0.5, None]), ("done", None))


def test_a_thread_that_is_claimed_when_its_time_is_over_waits_for_the_call(monkeypatch):
    monkeypatch.setattr(_Hand, "LINGERS", 0)

    async def main():
        hand = _Hand(collections.deque())
        thread = threading.Thread(target=hand.serve)
        thread.start()
        assert thread.is_alive()
        future = asyncio.get_running_loop().create_future()
        hand.begin(contextvars.copy_context(), lambda: "done", future, False)
        result = await future
        thread.join(timeout=10)
        return result

    assert asyncio.run(main()) == ("done", None)


def test_a_function_that_ends_after_its_loop_disturbs_nobody(capfd):
    free, began = threading.Event(), threading.Event()

    def wait():
        began.set()
        return free.wait(timeout=10)

    async def main():
        await warm(2)
        task = asyncio.ensure_future(run_in_thread(wait))
        await run_in_thread(lambda: began.wait(timeout=10))
        task.cancel()

    asyncio.run(main())
    free.set()
    for thread in threading.enumerate():
        if "AnyIO" in thread.name:
            thread.join(timeout=10)
            assert not thread.is_alive()
    assert capfd.readouterr().err == ""


def test_nothing_is_kept_of_a_call():
    class Result:
        pass

    async def main():
        await warm()
        result = weakref.ref(await run_in_thread(Result))
        argument = Result()
        kept = weakref.ref(argument)
        await run_in_thread(partial(id, argument))
        del argument
        return result(), kept()

    assert asyncio.run(main()) == (None, None)


def test_an_exception_is_gone_when_nobody_holds_it():
    class Failure(Exception):
        pass

    def fail():
        raise Failure

    async def main():
        await warm()
        gc.collect()
        gc.disable()
        try:
            await run_in_thread(fail)
        except Failure as error:
            kept = weakref.ref(error)
        finally:
            gc.enable()
        return kept()

    assert asyncio.run(main()) is None


def test_a_stop_iteration_is_an_error_of_the_function():
    def stop():
        raise StopIteration

    async def main():
        await warm()
        with pytest.raises(RuntimeError, match="StopIteration"):
            await run_in_thread(stop)

    asyncio.run(main())
