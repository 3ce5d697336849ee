"""Promises about `etude.concurrency`."""

import contextlib
import threading

import anyio
import pytest

from etude.concurrency import (
    asynccontextmanager,
    contextmanager_in_threadpool,
    iterate_in_threadpool,
    run_in_threadpool,
    run_until_first_complete,
)


@pytest.fixture(params=["asyncio", "trio"])
def run(request):
    """A function that runs a coroutine function in an event loop, once in each kind."""

    def run(function):
        return anyio.run(function, backend=request.param)

    return run


class Manager:
    """Notes in which threads it is entered and left, and what it was left with."""

    def __init__(self, suppresses=False):
        self.threads = []
        self.left_with = None
        self.suppresses = suppresses

    def __enter__(self):
        self.threads.append(threading.current_thread())
        return "entered"

    def __exit__(self, exc_type, exc, traceback):
        self.threads.append(threading.current_thread())
        self.left_with = exc
        return self.suppresses


def test_a_function_runs_in_a_thread_with_its_arguments(run):
    def join(*words, end):
        return " ".join(words) + end, threading.current_thread()

    async def main():
        return await run_in_threadpool(join, "a", "b", end=".")

    text, thread = run(main)
    assert text == "a b."
    assert thread is not threading.current_thread()


def test_an_iterator_is_advanced_in_threads(run):
    threads = []

    def numbers():
        for number in range(3):
            threads.append(threading.current_thread())
            yield number

    async def main():
        return [number async for number in iterate_in_threadpool(numbers())]

    assert run(main) == [0, 1, 2]
    assert threading.current_thread() not in threads


def test_a_context_manager_is_entered_and_left_in_threads(run):
    manager = Manager()

    async def main():
        async with contextmanager_in_threadpool(manager) as value:
            return value

    assert run(main) == "entered"
    assert len(manager.threads) == 2
    assert threading.current_thread() not in manager.threads
    assert manager.left_with is None


def test_a_context_manager_sees_exceptions_and_may_keep_them(run):
    async def main(manager):
        async with contextmanager_in_threadpool(manager):
            raise KeyError("x")

    keeping, passing = Manager(suppresses=True), Manager(suppresses=None)
    run(lambda: main(keeping))
    assert isinstance(keeping.left_with, KeyError)
    with pytest.raises(KeyError):
        run(lambda: main(passing))


def test_a_context_manager_that_cannot_be_entered_is_not_left(run):
    class Broken(Manager):
        def __enter__(self):
            raise ValueError("broken")

    manager = Broken()

    async def main():
        async with contextmanager_in_threadpool(manager):
            pass

    with pytest.raises(ValueError, match="broken"):
        run(main)
    assert manager.threads == []


def test_leaving_does_not_wait_for_occupied_threads(run):
    release = threading.Event()

    @contextlib.contextmanager
    def releasing():
        yield
        release.set()

    async def main():
        anyio.to_thread.current_default_thread_limiter().total_tokens = 1
        async with anyio.create_task_group() as tasks:
            manager = contextmanager_in_threadpool(releasing())
            await manager.__aenter__()
            tasks.start_soon(run_in_threadpool, release.wait, 10)
            await anyio.wait_all_tasks_blocked()
            with anyio.fail_after(5):
                await manager.__aexit__(None, None, None)

    run(main)
    assert release.is_set()


@pytest.mark.filterwarnings("ignore:run_until_first_complete is deprecated")
def test_the_first_that_ends_cancels_the_others(run):
    seen = []

    async def first(word):
        seen.append(word)

    async def second():
        try:
            await anyio.sleep_forever()
        finally:
            seen.append("cancelled")

    async def main():
        await run_until_first_complete((first, {"word": "first"}), (second, {}))

    run(main)
    assert seen == ["first", "cancelled"]


def test_the_decorator_of_the_standard_library_is_here_too():
    assert asynccontextmanager is contextlib.asynccontextmanager
