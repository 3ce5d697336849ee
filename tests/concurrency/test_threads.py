"""Promises about where code runs: on the event loop, or in threads."""

import functools
import threading
from contextlib import asynccontextmanager

import anyio
import pytest
from pydantic import BaseModel, field_validator
from typing_extensions import Annotated

from etude import APIRouter, BackgroundTasks, Depends, Etude, Request, Response
from etude.testclient import TestClient


class Threads(dict):
    """Notes in which thread something runs, by its name."""

    def note(self, name):
        self[name] = threading.current_thread()

    def noting(self, name):
        return functools.partial(self.note, name)

    @property
    def on_the_loop(self):
        """The names of what ran where the endpoint that is named `loop` ran."""
        return {name for name, thread in self.items() if thread is self["loop"]} - {"loop"}


@pytest.fixture
def threads():
    return Threads()


def test_plain_functions_run_in_threads_and_coroutine_functions_on_the_loop(threads):
    class Made:
        def __init__(self):
            threads.note("class")

    class AwaitedObject:
        async def __call__(self):
            threads.note("awaited object")

    class PlainObject:
        def __call__(self):
            threads.note("object")

    async def awaited(name="awaited"):
        threads.note(name)

    async def opened():
        threads.note("async generator in")
        yield
        threads.note("async generator out")

    def opened_plainly():
        threads.note("generator in")
        yield
        threads.note("generator out")

    @functools.wraps(awaited)
    def wrapping(*args, **kwargs):
        return awaited("wrapped")

    listed = [
        *(Made, AwaitedObject(), PlainObject(), awaited, opened, opened_plainly, wrapping),
        functools.partial(awaited, name="partial"),
    ]
    app = Etude()

    @app.get("/", dependencies=[Depends(dependency) for dependency in listed])
    async def read(tasks: BackgroundTasks):
        threads.note("loop")
        tasks.add_task(awaited, "async task")
        tasks.add_task(threads.noting("task"))

    assert TestClient(app).get("/").status_code == 200
    assert threads.on_the_loop == {
        *("awaited", "awaited object", "wrapped", "partial", "async task"),
        *("async generator in", "async generator out"),
    }
    assert {"class", "object", "generator in", "generator out", "task"} <= threads.keys()


def test_a_plain_endpoint_runs_in_a_thread_and_its_arguments_are_validated_on_the_loop(threads):
    class Item(BaseModel):
        number: int

        @field_validator("number")
        @classmethod
        def check(cls, number):
            threads.note("validation")
            return number

    async def on_loop():
        threads.note("loop")

    app = Etude(dependencies=[Depends(on_loop)])

    @app.post("/")
    def create(item: Item):
        threads.note("endpoint")

    assert TestClient(app).post("/", json={"number": 1}).status_code == 200
    assert threads.on_the_loop == {"validation"}


@pytest.mark.parametrize(("kind", "on_the_loop"), [("plain", set()), ("async", {"serialization"})])
@pytest.mark.parametrize("closing", [False, True])
def test_a_result_is_serialized_where_its_endpoint_ran(threads, kind, on_the_loop, closing):
    class Item(BaseModel):
        number: int

    class Row:
        @property
        def number(self):
            threads.note("serialization")
            return 1

    async def on_loop():
        threads.note("loop")
        yield

    async def on_loop_without_end():
        threads.note("loop")

    app = Etude(dependencies=[Depends(on_loop if closing else on_loop_without_end)])

    def read():
        return Row()

    async def read_on_loop():
        return Row()

    app.get("/", response_model=Item)(read if kind == "plain" else read_on_loop)
    assert TestClient(app).get("/").json() == {"number": 1}
    assert threads.on_the_loop == on_the_loop
    assert "serialization" in threads


def test_lifespans_and_event_handlers_run_on_the_loop(threads):
    @asynccontextmanager
    async def lifespan(app):
        threads.note("loop")
        yield

    router = APIRouter(on_startup=[threads.noting("startup")])
    app = Etude(lifespan=lifespan)
    app.include_router(router)
    with TestClient(app):
        assert threads.on_the_loop == {"startup"}


@pytest.mark.parametrize("kind", ["plain", "async"])
def test_exception_handlers_run_where_they_belong(threads, kind):
    def handle(request, error):
        threads.note("handler")
        return Response()

    async def handle_on_loop(request, error):
        return handle(request, error)

    app = Etude(exception_handlers={KeyError: handle if kind == "plain" else handle_on_loop})

    @app.get("/")
    async def fail():
        threads.note("loop")
        raise KeyError

    TestClient(app).get("/")
    assert threads.on_the_loop == ({"handler"} if kind == "async" else set())


def test_plain_endpoints_run_at_the_same_time(serve):
    everybody = threading.Barrier(6)
    app = Etude()

    @app.get("/")
    def read():
        everybody.wait(timeout=10)  # breaks unless all six are here
        return "met"

    assert serve(app, *["/"] * 6) == [b'"met"'] * 6


def test_an_asynchronous_endpoint_that_blocks_is_alone(serve):
    app, inside, most = Etude(), [], []

    @app.get("/")
    async def read():
        inside.append(1)
        most.append(len(inside))
        threading.Event().wait(timeout=0.001)
        inside.pop()

    serve(app, *["/"] * 6)
    assert most == [1] * 6


def test_the_number_of_threads_can_be_changed_while_serving(serve):
    app, lock, inside, most = Etude(), threading.Lock(), [], []
    both = threading.Barrier(2)

    @app.get("/")
    def read():
        with lock:
            inside.append(1)
            most.append(len(inside))
        both.wait(timeout=10)
        with lock:
            inside.pop()

    def two_threads():
        anyio.to_thread.current_default_thread_limiter().total_tokens = 2

    assert len(serve(app, *["/"] * 6, before=two_threads)) == 6
    assert max(most) == 2


def test_asynchronous_endpoints_answer_while_all_threads_are_taken(serve):
    app, free = Etude(), threading.Event()

    @app.get("/slow")
    def slow():
        assert free.wait(timeout=10)
        return "slow"

    @app.get("/quick")
    async def quick():
        free.set()
        return "quick"

    def one_thread():
        anyio.to_thread.current_default_thread_limiter().total_tokens = 1

    answers = serve(app, "/slow", "/slow", "/quick", before=one_thread)
    assert answers == [b'"quick"', b'"slow"', b'"slow"']


def test_dependencies_of_one_request_run_one_after_the_other(serve):
    events = []

    def waiting(name):
        async def dependency():
            events.append(f"{name} begins")
            await anyio.lowlevel.checkpoint()
            events.append(f"{name} ends")

        return Depends(dependency)

    app = Etude()
    app.add_api_route("/", lambda: None, dependencies=[waiting("first"), waiting("second")])
    serve(app, "/")
    assert events == ["first begins", "first ends", "second begins", "second ends"]


def test_a_client_that_left_is_reported(exchange):
    app = Etude()

    @app.get("/")
    async def read(request: Request, value: Annotated[int, Depends(lambda: 1)]):
        return await request.is_disconnected()

    assert exchange(app, messages=[{"type": "http.disconnect"}]).body == b"true"


def test_arguments_of_plain_functions_may_have_any_name():
    app = Etude()

    def dependency(func: str, args: str, limiter: str):
        return func + args + limiter

    @app.get("/")
    def read(func: str, found: Annotated[str, Depends(dependency)]):
        return func + found

    assert TestClient(app).get("/?func=a&args=b&limiter=c").json() == "aabc"
