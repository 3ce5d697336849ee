"""Promises about context variables: who sees what somebody else has set."""

import subprocess
import sys
from contextlib import asynccontextmanager
from contextvars import ContextVar

import anyio
import pytest
from typing_extensions import Annotated

from etude import BackgroundTasks, Depends, Etude, Request
from etude.testclient import TestClient

variable: "ContextVar[str]" = ContextVar("variable", default="nothing")


def get():
    return variable.get()


async def get_on_loop():
    return variable.get()


async def set_on_loop():
    variable.set("set")


async def set_and_reset():
    token = variable.set("set")
    yield
    variable.reset(token)


def set_in_thread():
    variable.set("set")


def set_in_thread_and_yield():
    variable.set("set")
    yield


@pytest.mark.parametrize(
    ("setter", "seen"),
    [
        (set_on_loop, "set"),
        (set_and_reset, "set"),
        (set_in_thread, "nothing"),
        (set_in_thread_and_yield, "nothing"),
    ],
)
@pytest.mark.parametrize("kind", ["plain", "async"])
def test_what_an_asynchronous_dependency_sets_is_seen_by_all_that_follows(setter, seen, kind):
    app, noted = Etude(dependencies=[Depends(setter)]), []

    def note():
        noted.append(variable.get())

    def read(
        tasks: BackgroundTasks,
        a: Annotated[str, Depends(get)],
        b: Annotated[str, Depends(get_on_loop)],
    ):
        tasks.add_task(note)
        return [a, b, variable.get()]

    async def read_on_loop(
        tasks: BackgroundTasks,
        a: Annotated[str, Depends(get)],
        b: Annotated[str, Depends(get_on_loop)],
    ):
        return read(tasks, a, b)

    app.add_api_route("/", read if kind == "plain" else read_on_loop)
    assert TestClient(app).get("/").json() == [seen] * 3
    assert noted == [seen]


def test_a_synchronous_generator_cannot_reset_a_token():
    def dependency():
        token = variable.set("set")
        yield
        variable.reset(token)

    app = Etude(dependencies=[Depends(dependency)])
    app.add_api_route("/", lambda: None)
    with pytest.raises(ValueError, match="was created in a different Context"):
        TestClient(app).get("/")


@pytest.mark.parametrize(("kind", "seen"), [("async", "endpoint"), ("plain", "nothing")])
def test_what_an_endpoint_sets_is_seen_by_tasks_and_at_the_exits(kind, seen):
    app, noted = Etude(), []

    async def dependency():
        yield
        noted.append(variable.get())

    def note():
        noted.append(variable.get())

    async def note_on_loop():
        noted.append(variable.get())

    def read(tasks: BackgroundTasks, value: Annotated[None, Depends(dependency)]):
        variable.set("endpoint")
        tasks.add_task(note)
        tasks.add_task(note_on_loop)

    async def read_on_loop(tasks: BackgroundTasks, value: Annotated[None, Depends(dependency)]):
        read(tasks, value)

    app.add_api_route("/", read if kind == "plain" else read_on_loop)
    TestClient(app).get("/")
    assert noted == [seen] * 3


def test_requests_at_the_same_time_do_not_see_each_other(serve):
    app = Etude()

    async def remember(name: str):
        variable.set(name)
        for _ in range(3):
            await anyio.lowlevel.checkpoint()

    @app.get("/{name}", dependencies=[Depends(remember)])
    def read():
        return variable.get()

    assert sorted(serve(app, "/a", "/b", "/c")) == [b'"a"', b'"b"', b'"c"']
    assert variable.get() == "nothing"


class Around:
    """Middleware in the plain form of ASGI; it sets a value, and notes what it sees afterwards."""

    def __init__(self, app, seen):
        self.app, self.seen = app, seen

    async def __call__(self, scope, receive, send):
        variable.set("middleware")
        await self.app(scope, receive, send)
        self.seen.append(variable.get())


@pytest.fixture
def app():
    app = Etude()

    @app.get("/plain")
    def read(value: Annotated[str, Depends(get)]):
        return [value, variable.get()]

    @app.get("/async")
    async def read_on_loop(value: Annotated[str, Depends(get_on_loop)]):
        seen = [value, variable.get()]
        variable.set("endpoint")
        return seen

    return app


def test_middleware_sets_what_operations_see_and_sees_what_they_set(app):
    seen = []
    app.add_middleware(Around, seen=seen)
    client = TestClient(app)
    assert client.get("/plain").json() == ["middleware"] * 2
    assert client.get("/async").json() == ["middleware"] * 2
    assert seen == ["middleware", "endpoint"]


def test_an_http_middleware_sets_what_operations_see_and_does_not_see_what_they_set(app):
    seen = []

    @app.middleware("http")
    async def around(request: Request, call_next):
        variable.set("middleware")
        response = await call_next(request)
        seen.append(variable.get())
        return response

    client = TestClient(app)
    assert client.get("/plain").json() == ["middleware"] * 2
    assert client.get("/async").json() == ["middleware"] * 2
    assert seen == ["middleware", "middleware"]


def test_what_a_lifespan_sets_is_not_seen_by_requests():
    @asynccontextmanager
    async def lifespan(app):
        variable.set("lifespan")
        yield

    app = Etude(lifespan=lifespan)
    app.get("/")(get_on_loop)
    with TestClient(app) as client:
        assert client.get("/").json() == "nothing"


DECLARING = """
from contextvars import copy_context
from decimal import Decimal
from typing import List

from typing_extensions import Annotated

from etude import Etude, Query

app = Etude()

@app.get("/")
def read(q: Decimal, r: Annotated[List[Decimal], Query(min_length=1)]):
    pass

app.openapi()
print([variable.name for variable in copy_context()])
"""


def test_a_declaration_makes_no_decimal_context_for_all_threads_to_share():
    printed = subprocess.check_output([sys.executable, "-c", DECLARING], text=True)
    assert "decimal_context" not in printed
