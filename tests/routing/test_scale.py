"""Promises about applications with many routes: what they share, and when the work is done."""

import asyncio
import gc
import itertools
import sys
from contextlib import asynccontextmanager
from typing import List

import pytest
from typing_extensions import Annotated

from etude import APIRouter, Body, Depends, Etude, Security
from etude.security import SecurityScopes
from etude.testclient import TestClient


async def read_thing(thing_id: int):
    return thing_id


def declare(router, numbers):
    for number in numbers:
        router.get(f"/things{number}/{{thing_id}}")(read_thing)


def application(count, *, late):
    """Return an application with nested routers; `late` routes are declared while it starts."""
    outer, inner = APIRouter(), APIRouter()

    @asynccontextmanager
    async def lifespan(app):
        declare(inner, range(count, count + late))
        yield

    app = Etude(lifespan=lifespan)
    declare(inner, range(count))
    outer.include_router(inner, prefix="/inner")
    app.include_router(outer, prefix="/outer")
    return app


@asynccontextmanager
async def started(app):
    """Run the lifespan of an application around a block."""
    is_started, is_done = asyncio.Event(), asyncio.Event()
    messages = iter(["lifespan.startup", "lifespan.shutdown"])

    async def receive():
        if is_started.is_set():
            await is_done.wait()
        return {"type": next(messages)}

    async def send(message):
        is_started.set()

    serving = asyncio.ensure_future(app({"type": "lifespan"}, receive, send))
    await is_started.wait()
    yield
    is_done.set()
    await serving


async def count_calls(app, path):
    """Return how many functions of Python the first request after the start calls."""
    scope = {"type": "http", "method": "GET", "path": path, "headers": [], "query_string": b""}
    sent, calls = [], []

    async def receive():
        return {"type": "http.request", "body": b""}

    async def send(message):
        sent.append(message)

    async with started(app):
        gc.collect()
        gc.disable()  # which calls what waits for objects to go
        sys.setprofile(lambda frame, event, argument: calls.append(event))
        try:
            await app(scope, receive, send)
        finally:
            sys.setprofile(None)
            gc.enable()
    assert sent[1]["body"] == b"7"
    return calls.count("call")


@pytest.mark.parametrize("late", [0, 3])
def test_the_first_request_costs_the_same_however_many_routes_there_are(late):
    few, many = (application(count, late=late) for count in (5, 200))
    asyncio.run(count_calls(application(5, late=late), "/outer/inner/things0/7"))  # fills caches
    calls_of_few = asyncio.run(count_calls(few, "/outer/inner/things0/7"))
    calls_of_many = asyncio.run(count_calls(many, "/outer/inner/things0/7"))
    assert calls_of_many == calls_of_few


def test_arguments_of_one_name_and_type_are_read_where_each_operation_says():
    app = Etude()

    async def read(thing: int):
        return thing

    async def rename(thing: int = Body()):
        return thing

    app.get("/in-path/{thing}")(read)
    app.get("/in-query")(read)
    app.post("/in-body")(rename)
    with TestClient(app) as client:
        assert client.get("/in-path/1").json() == 1
        assert client.get("/in-query?thing=2").json() == 2
        assert client.post("/in-body", json=3).json() == 3
        assert client.get("/in-query").json()["detail"][0]["loc"] == ["query", "thing"]


def test_more_arguments_may_be_declared_than_plans_are_kept_to_be_shared():
    app, endpoints = Etude(openapi_url=None), {}
    for number in range(1100):
        exec(f"async def read(name_{number}: int): return name_{number}", endpoints)
        app.get(f"/of{number}")(endpoints["read"])
    with TestClient(app) as client:
        for number in (0, 1, 1099):
            assert client.get(f"/of{number}?name_{number}={number}").json() == number
            assert client.get(f"/of{number}").json()["detail"][0]["loc"][1] == f"name_{number}"


def test_a_dependency_is_what_each_operation_says_of_it():
    app, numbers = Etude(), itertools.count()
    once, anew = Depends(numbers.__next__), Depends(numbers.__next__, use_cache=False)

    async def asked(scopes: SecurityScopes):
        return scopes.scopes

    async def equal(one: int = once, other: int = once):
        return one == other

    async def different(one: int = once, other: int = anew):
        return one == other

    async def wanting(scopes: Annotated[List[str], Security(asked, scopes=["a"])]):
        return scopes

    async def wanting_more(scopes: Annotated[List[str], Security(asked, scopes=["a", "b"])]):
        return scopes

    for endpoint in (equal, different, wanting, wanting_more):
        app.get(f"/{endpoint.__name__}")(endpoint)
    with TestClient(app) as client:
        for name, answer in [("equal", True), ("different", False)] * 2:
            assert client.get(f"/{name}").json() is answer
        assert client.get("/wanting").json() == ["a"]
        assert client.get("/wanting_more").json() == ["a", "b"]


def test_a_dependency_that_has_no_hash_is_shared_by_what_it_is():
    class Adding:
        __hash__ = None

        def __init__(self, number):
            self.number = number

        async def __call__(self):
            return self.number

    app = Etude()

    def declare_adding(number):
        async def read(sum_: int = Depends(Adding(number))):
            return sum_

        app.get(f"/{number}")(read)

    for number in range(3):
        declare_adding(number)
    with TestClient(app) as client:
        assert [client.get(f"/{number}").json() for number in range(3)] == [0, 1, 2]
