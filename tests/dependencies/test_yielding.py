"""Promises about dependencies that yield: when they are entered, and when they are left."""

import asyncio
import functools
import threading

import anyio
import pytest
from pydantic import BaseModel
from starlette.responses import StreamingResponse
from typing_extensions import Annotated

from etude import APIRouter, BackgroundTasks, Depends, Etude, HTTPException, Request, Response
from etude.exceptions import DependencyScopeError, EtudeError
from etude.routing import APIRoute
from etude.security import APIKeyHeader
from etude.testclient import TestClient

KINDS = ["async", "sync"]


class Opener:
    """Objects whose call, and whose methods, yield."""

    def __call__(self, q: str = ""):
        yield f"object {q}"

    def method(self, q: str = ""):
        yield f"method {q}"

    @classmethod
    async def of_class(cls, q: str = ""):
        yield f"class {q}"


class AsyncOpener:
    async def __call__(self, q: str = ""):
        yield f"async object {q}"


def opening(q: str = ""):
    yield f"function {q}"


@functools.wraps(opening)
def wrapping(*args, **kwargs):
    return opening(*args, **kwargs)


@pytest.mark.parametrize(
    ("dependency", "value"),
    [
        (opening, "function x"),
        (wrapping, "function x"),
        (functools.partial(opening), "function x"),
        (Opener(), "object x"),
        (Opener().method, "method x"),
        (Opener.of_class, "class x"),
        (AsyncOpener(), "async object x"),
        (functools.partial(AsyncOpener()), "async object x"),
    ],
)
@pytest.mark.parametrize("scope", ["function", "request"])
def test_any_callable_that_yields_hands_over_what_it_yields(dependency, value, scope):
    app = Etude()

    @app.get("/")
    def read(value: Annotated[str, Depends(dependency, scope=scope)]):
        return value

    assert TestClient(app).get("/?q=x").json() == value


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("scope", [None, "request"])
def test_the_code_after_yield_runs_when_all_is_sent_and_done(events, kind, scope):
    app = Etude()
    a, b = events.opening("A", kind=kind), events.opening("B", kind=kind)

    @app.get("/")
    def read(
        tasks: BackgroundTasks,
        first: Annotated[str, Depends(a, scope=scope)],
        second: Annotated[str, Depends(b, scope=scope)],
    ):
        tasks.add_task(events.task)
        events.append(f"endpoint {first}{second}")

    assert events.serve(app) == [
        *("A in", "B in", "endpoint AB", "send 200", "send body", "bg", "B out", "A out"),
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_with_the_scope_of_the_function_it_runs_before_anything_is_sent(events, kind):
    app = Etude()
    a, f = events.opening("A", kind=kind), events.opening("F", kind=kind)

    @app.get("/")
    def read(
        tasks: BackgroundTasks,
        first: Annotated[str, Depends(a)],
        second: Annotated[str, Depends(f, scope="function")],
    ):
        tasks.add_task(events.task)
        events.append("endpoint")

    assert events.serve(app) == [
        *("A in", "F in", "endpoint", "F out", "send 200", "send body", "bg", "A out"),
    ]


def test_the_value_is_serialised_before_the_scope_of_the_function_ends(events):
    class Shown(BaseModel):
        number: int

    class Row:
        @property
        def number(self):
            events.append("read")
            return 1

    app, f = Etude(), events.opening("F")

    @app.get("/", response_model=Shown)
    def read(value: Annotated[str, Depends(f, scope="function")]):
        return Row()

    assert events.serve(app) == ["F in", "read", "F out", "send 200", "send body"]


def test_what_it_does_to_the_response_after_yield_comes_too_late():
    async def dependency(response: Response):
        response.headers["x-before"] = "yes"
        yield
        response.headers["x-after"] = "yes"
        response.status_code = 299

    app = Etude()
    app.add_api_route("/", lambda: 1, dependencies=[Depends(dependency, scope="function")])
    response = TestClient(app).get("/")
    assert response.status_code == 200
    assert response.headers["x-before"] == "yes"
    assert "x-after" not in response.headers


def test_listed_dependencies_may_yield_in_both_scopes(events):
    lists = [
        [Depends(events.opening("app"))],
        [Depends(events.opening("include", kind="sync"))],
        [Depends(events.opening("router"), scope="function")],
        [Depends(events.opening("operation", kind="sync"), scope="function")],
    ]
    app, router = Etude(dependencies=lists[0]), APIRouter(dependencies=lists[2])
    router.add_api_route("/", lambda: events.append("endpoint"), dependencies=lists[3])
    app.include_router(router, dependencies=lists[1])
    assert events.serve(app) == [
        *("app in", "include in", "router in", "operation in", "endpoint"),
        *("operation out", "router out", "send 200", "send body", "include out", "app out"),
    ]


def test_a_scope_says_nothing_about_a_dependency_that_returns():
    app = Etude()

    @app.get("/")
    def read(
        a: Annotated[int, Depends(lambda: 1, scope="function")],
        b: Annotated[int, Depends(lambda: 2, scope="request")],
    ):
        return [a, b]

    assert TestClient(app).get("/").json() == [1, 2]


def test_an_unknown_scope_is_warned_of_and_ends_with_the_request(events):
    with pytest.warns(UserWarning, match=r"'zzz', and counts as 'request'") as caught:
        depends = Depends(events.opening("A"), scope="zzz")
    assert caught[0].filename == __file__
    app = Etude()

    @app.get("/")
    def read(value: Annotated[str, depends]):
        return list(events)

    assert TestClient(app).get("/").json() == ["A in"]
    assert events == ["A in", "A out"]


def test_a_dependency_in_two_scopes_is_entered_twice(events):
    app, a = Etude(), events.opening("A")

    @app.get("/")
    def read(
        first: Annotated[str, Depends(a, scope="request")],
        again: Annotated[str, Depends(a)],
        second: Annotated[str, Depends(a, scope="function")],
    ):
        events.append("endpoint")

    assert events.serve(app) == [
        *("A in", "A in", "endpoint", "A out", "send 200", "send body", "A out"),
    ]


def test_a_dependency_may_not_outlive_what_it_depends_on():
    def short():
        yield

    def long(value: Annotated[None, Depends(short, scope="function")]):
        yield

    with pytest.raises(DependencyScopeError) as caught:
        Etude(dependencies=[Depends(long)]).add_api_route("/", lambda: None)
    message = str(caught.value)
    assert "long()" in message
    assert "scope='request'" in message
    assert "short()" in message
    assert "scope='function'" in message
    assert message.endswith("Give both the same scope.")
    assert isinstance(caught.value, EtudeError)


def test_nor_outlive_it_through_a_dependency_that_returns():
    def short():
        yield

    def between(value: Annotated[None, Depends(short, scope="function")]):
        return value

    def long(value: Annotated[None, Depends(between)]):
        yield

    with pytest.raises(DependencyScopeError, match=r"long\(\).*short\(\)"):
        Etude(dependencies=[Depends(long)]).add_api_route("/", lambda: None)


def test_what_ends_with_the_function_may_depend_on_what_ends_with_the_request(events):
    long = events.opening("long")

    async def short(value: Annotated[str, Depends(long)]):
        events.append("short in")
        yield value
        events.append("short out")

    app = Etude()

    @app.get("/")
    def read(value: Annotated[str, Depends(short, scope="function")]):
        events.append("endpoint")

    assert events.serve(app) == [
        *("long in", "short in", "endpoint", "short out", "send 200", "send body", "long out"),
    ]


def test_an_http_middleware_returns_before_the_scope_of_the_request_ends(events):
    app = Etude()

    @app.middleware("http")
    async def around(request: Request, call_next):
        events.append("middleware in")
        response = await call_next(request)
        events.append("middleware out")
        return response

    @app.get("/")
    def read(
        first: Annotated[str, Depends(events.opening("A"))],
        second: Annotated[str, Depends(events.opening("F"), scope="function")],
    ):
        events.append("endpoint")

    seen = events.serve(app)
    order = ["middleware in", "A in", "F in", "endpoint", "F out", "middleware out", "A out"]
    assert [event for event in seen if event in order] == order
    assert seen.index("F out") < seen.index("send 200")
    assert "send body" in seen


def test_a_stream_runs_while_the_scope_of_the_request_is_open(events):
    async def chunks():
        for chunk in ("1", "2"):
            yield chunk

    app = Etude()

    @app.get("/")
    def read(
        first: Annotated[str, Depends(events.opening("A"))],
        second: Annotated[str, Depends(events.opening("F"), scope="function")],
    ):
        return StreamingResponse(chunks())

    assert events.serve(app) == [
        *("A in", "F in", "F out", "send 200", "send body", "send body", "A out"),
    ]


def test_a_client_that_leaves_ends_the_stream_and_nothing_else(events):
    async def chunks():
        yield "1"
        try:
            await asyncio.Future()
        except asyncio.CancelledError:
            events.append("stream cancelled")
            raise

    app = Etude()

    @app.get("/")
    def read(tasks: BackgroundTasks, first: Annotated[str, Depends(events.opening("A"))]):
        tasks.add_task(events.task)
        return StreamingResponse(chunks())

    messages = [{"type": "http.request", "body": b""}, {"type": "http.disconnect"}]
    seen = events.serve(app, messages=messages)
    assert [event for event in seen if not event.startswith("send")] == [
        *("A in", "stream cancelled", "bg", "A out"),
    ]


def test_a_client_that_leaves_does_not_end_an_ordinary_endpoint(events):
    app = Etude()

    @app.get("/")
    async def read(request: Request, first: Annotated[str, Depends(events.opening("A"))]):
        await asyncio.sleep(0)
        events.append(f"left {await request.is_disconnected()}")

    seen = events.serve(app, messages=[{"type": "http.disconnect"}])
    assert seen == ["A in", "left True", "send 200", "send body", "A out"]


@pytest.mark.parametrize("scope", ["function", "request"])
def test_what_cleans_up_may_await_while_the_request_is_being_cancelled(scope, backend):
    seen = []

    async def dependency():
        try:
            yield
        except BaseException as error:
            seen.append(isinstance(error, anyio.get_cancelled_exc_class()))
            await anyio.lowlevel.checkpoint()
            seen.append("cleaned up")
            raise

    app = Etude()

    @app.get("/")
    async def read(value: Annotated[None, Depends(dependency, scope=scope)]):
        await anyio.sleep_forever()

    async def cancelled():
        request = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": []}
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(app, request, None, None)
            await anyio.wait_all_tasks_blocked()
            tasks.cancel_scope.cancel()

    anyio.run(cancelled, backend=backend)
    assert seen == [True, "cleaned up"]


@pytest.mark.parametrize("scope", ["function", "request"])
def test_what_cleans_up_may_go_on_when_the_request_is_cancelled_meanwhile(scope, backend):
    seen = []

    async def cancelled():
        is_cleaning = anyio.Event()

        async def dependency():
            yield
            is_cleaning.set()
            await anyio.lowlevel.checkpoint()
            await anyio.sleep(0)
            seen.append("cleaned up")

        app = Etude()

        @app.get("/")
        async def read(value: Annotated[None, Depends(dependency, scope=scope)]):
            return value

        async def send(message):
            pass

        request = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": []}
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(app, request, None, send)
            await is_cleaning.wait()
            tasks.cancel_scope.cancel()

    anyio.run(cancelled, backend=backend)
    assert seen == ["cleaned up"]


@pytest.mark.parametrize("scope", ["function", "request"])
def test_a_dependency_may_hold_tasks_and_deadlines_open(scope, backend):
    seen = []

    async def open_tasks():
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(anyio.sleep_forever)
            yield
            tasks.cancel_scope.cancel()
        seen.append("no tasks left")

    async def keep_deadline(tasks: Annotated[None, Depends(open_tasks, scope=scope)]):
        with anyio.fail_after(60):
            yield
        seen.append("in time")

    app = Etude()

    @app.get("/")
    async def read(deadline: Annotated[None, Depends(keep_deadline, scope=scope)]):
        return "read"

    @app.get("/stream")
    async def stream(deadline: Annotated[None, Depends(keep_deadline, scope=scope)]):
        yield "read"

    client = TestClient(app, backend=backend)
    assert client.get("/").json() == "read"
    assert client.get("/stream").text == '"read"\n'
    assert seen == ["in time", "no tasks left"] * 2


def test_nothing_is_shielded_and_all_is_closed_in_a_task_without_cancel_scopes():
    seen = []

    async def dependency():
        try:
            yield
        finally:
            seen.append("cleaned up")

    app = Etude()

    @app.get("/")
    async def read(value: Annotated[None, Depends(dependency)]):
        return value

    async def send(message):
        seen.append(message["type"])

    async def serve():
        with anyio.CancelScope():  # from when AnyIO knows the task
            pass
        request = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": []}
        await app(request, None, send)

    asyncio.run(serve())
    assert seen == ["http.response.start", "http.response.body", "cleaned up"]


class AskedAsRoute(APIRoute):
    """A route that serves by response objects, with a function around the operation."""

    def get_route_handler(self):
        handle = super().get_route_handler()

        async def hand_over(request):
            return await handle(request)

        return hand_over


@pytest.mark.parametrize("query", ["", "?number=3", "?number=x", "?fails=yes", "?late=yes"])
def test_the_short_way_to_an_answer_leads_where_the_long_one_does(query):
    def answer(route_class):
        seen = []

        async def dependency(late: bool = False):
            try:
                yield 1
            except KeyError as error:
                seen.append(error)
                raise HTTPException(409, "kept twice") from error
            finally:
                seen.append("out")
            if late:
                raise HTTPException(418, "too late")

        scheme = APIKeyHeader(name="X-Key")
        app, router = Etude(), APIRouter(route_class=route_class)

        @router.get("/", status_code=202)
        async def read(
            one: Annotated[int, Depends(dependency)],
            key: Annotated[str, Depends(scheme)],
            number: int = 2,
            fails: bool = False,
        ):
            if fails:
                raise KeyError("number")
            return {"key": key, "sum": one + number}

        app.include_router(router)
        client = TestClient(app, raise_server_exceptions=False)
        answers = [client.get(f"/{query}", headers=headers) for headers in ({}, {"X-Key": "k"})]
        return [(each.status_code, each.headers, each.content) for each in answers], repr(seen)

    assert answer(APIRoute) == answer(AskedAsRoute)


def test_synchronous_dependencies_run_in_threads_in_and_out():
    seen = []

    def dependency():
        seen.append(threading.current_thread())
        yield
        seen.append(threading.current_thread())

    app = Etude()

    @app.get("/")
    async def read(value: Annotated[None, Depends(dependency)]):
        seen.insert(0, threading.current_thread())

    TestClient(app).get("/")
    loop, *workers = seen
    assert len(workers) == 2
    assert loop not in workers


def test_one_thread_is_enough_for_many_requests(backend):
    def outer():
        yield "outer"

    def inner(value: Annotated[str, Depends(outer)]):
        yield f"inner {value}"

    app = Etude()

    @app.get("/")
    def read(value: Annotated[str, Depends(inner)]):
        return value

    bodies = []

    async def send(message):
        if message["type"] == "http.response.body":
            bodies.append(message["body"])

    async def requests():
        anyio.to_thread.current_default_thread_limiter().total_tokens = 1
        with anyio.fail_after(10):
            async with anyio.create_task_group() as tasks:
                for _ in range(8):
                    scope = {"type": "http", "method": "GET", "path": "/", "headers": []}
                    tasks.start_soon(app, {**scope, "query_string": b""}, None, send)

    anyio.run(requests, backend=backend)
    assert bodies == [b'"inner outer"'] * 8
