"""Ten parallel requests, and how many are in the slow call at once, without a look at a clock."""

import asyncio
import threading

import httpx
import pytest

PARALLEL = 10
PATIENCE = 30


class Together:
    """Counts who is inside at once. `meet` and `meet_awaited` end when all ten are there."""

    def __init__(self):
        self.inside = self.most = 0
        self.threads = set()
        self.lock = threading.Lock()
        self.barrier = threading.Barrier(PARALLEL, timeout=PATIENCE)
        self.complete = asyncio.Event()

    def enter(self):
        with self.lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
            self.threads.add(threading.current_thread().name)

    def leave(self):
        with self.lock:
            self.inside -= 1

    def pass_through(self, seconds):
        self.enter()
        self.leave()

    def meet(self, seconds):
        self.enter()
        self.barrier.wait()
        self.leave()

    async def meet_awaited(self, seconds):
        self.enter()
        if self.inside == PARALLEL:
            self.complete.set()
        await asyncio.wait_for(self.complete.wait(), PATIENCE)
        self.leave()


class Slow:
    """Stands for a module in the example, with another `sleep`."""

    def __init__(self, sleep):
        self.sleep = sleep


async def ask(app, path):
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://scale.example") as client:
        answers = await asyncio.gather(*[client.get(path) for _ in range(PARALLEL)])
    return [answer.json() for answer in answers]


def ask_with(module, app, path, name, meeting):
    async def run():
        together = Together()
        setattr(module, name, Slow(getattr(together, meeting)))
        return await ask(app, path), together

    return asyncio.run(run())


def test_a_blocking_call_holds_the_thread_that_all_requests_need(module, app):
    answers, together = ask_with(module, app, "/blocking", "time", "pass_through")

    assert answers == [{"kilograms": 71.5}] * PARALLEL
    assert together.threads == {"MainThread"}
    assert together.most == 1


@pytest.mark.parametrize(
    ("path", "name", "meeting"),
    [("/threaded", "time", "meet"), ("/awaited", "asyncio", "meet_awaited")],
)
def test_with_a_cure_all_ten_are_inside_at_once(module, app, path, name, meeting):
    answers, together = ask_with(module, app, path, name, meeting)

    assert answers == [{"kilograms": 71.5}] * PARALLEL
    assert together.most == PARALLEL
