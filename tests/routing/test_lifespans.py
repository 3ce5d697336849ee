"""Promises about what runs before the first request and after the last one."""

import asyncio
import functools
import inspect
import warnings
from contextlib import AsyncExitStack, asynccontextmanager

import anyio
import pytest

from etude import APIRouter, Etude, Request
from etude.exceptions import DeclarationError
from etude.testclient import TestClient


class Log(list):
    """What happened, in order."""

    def lifespan(self, name, state=None):
        @asynccontextmanager
        async def run(app):
            self.append(f"{name} starts")
            yield state
            self.append(f"{name} ends")

        return run

    def handler(self, name):
        return lambda: self.append(name)


@pytest.fixture
def log():
    return Log()


def serve(app):
    """Start and stop an application, and return the state that its requests would see."""
    with TestClient(app) as client:
        return client.app_state


def run_without_client(app, **scope):
    """Start and stop an application, and return the types of what it sent to the server."""
    received = iter([{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}])
    sent = []

    async def receive():
        return next(received)

    async def send(message):
        sent.append(message["type"])

    asyncio.run(app({"type": "lifespan", "asgi": {"version": "3.0"}, **scope}, receive, send))
    return sent


# What a lifespan may be


def generator(log, app):
    log.append(f"{type(app).__name__} starts")
    yield {"known": 1}
    log.append("ends")


async def async_generator(log, app):
    log.append(f"{type(app).__name__} starts")
    yield {"known": 1}
    log.append("ends")


class Callable:
    def __init__(self, log):
        self.log = log

    async def __call__(self, app):
        async for state in async_generator(self.log, app):
            yield state


class Manager:
    def __init__(self, log, app):
        self.log, self.app = log, app

    async def __aenter__(self):
        self.log.append(f"{type(self.app).__name__} starts")
        return {"known": 1}

    async def __aexit__(self, *error):
        self.log.append("ends")


@pytest.mark.parametrize(
    "make",
    [
        lambda log: functools.partial(asynccontextmanager(async_generator), log),
        lambda log: functools.partial(async_generator, log),
        lambda log: functools.partial(generator, log),
        lambda log: Callable(log),
        lambda log: functools.partial(Manager, log),
    ],
    ids=["context manager", "async generator", "generator", "object", "class"],
)
@pytest.mark.parametrize("where", ["application", "router"])
def test_a_lifespan_is_anything_that_yields_once_around_the_time_of_serving(log, make, where):
    if where == "application":
        app = Etude(lifespan=make(log))
    else:
        app = Etude()
        app.include_router(APIRouter(lifespan=make(log)))

    @app.get("/")
    def read(request: Request):
        log.append("request")
        return request.state.known

    with TestClient(app) as client:
        assert client.get("/").json() == 1
    assert log == ["Etude starts", "request", "ends"]


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_a_lifespan_runs_on_every_backend(log, backend):
    app = Etude(lifespan=log.lifespan("app"))
    with TestClient(app, backend=backend):
        log.append("serving")
    assert log == ["app starts", "serving", "app ends"]


async def without_yield(app):
    pass


@pytest.mark.parametrize(
    ("lifespan", "message"),
    [
        (3, "The lifespan is 3, which cannot be called. Give a function of the application"),
        (without_yield, "does not yield. Add `yield` between"),
    ],
)
@pytest.mark.parametrize("owner", [Etude, APIRouter])
def test_what_cannot_be_a_lifespan_is_refused_where_it_is_declared(owner, lifespan, message):
    with pytest.raises(DeclarationError, match=message):
        owner(lifespan=lifespan)


def test_without_entering_the_client_no_lifespan_runs(log):
    app = Etude(lifespan=log.lifespan("app"))
    TestClient(app).get("/openapi.json")
    assert log == []


# State


def test_what_a_lifespan_yields_is_copied_for_each_request():
    app = Etude(lifespan=Log().lifespan("app", {"count": 0, "seen": []}))

    @app.get("/")
    def read(request: Request):
        request.state.count += 1
        request.state.seen.append(request.state.count)
        return [request.state.count, request.state.seen]

    with TestClient(app) as client:
        assert client.get("/").json() == [1, [1]]
        assert client.get("/").json() == [1, [1, 1]]


@pytest.mark.parametrize("state", [5, "text", [("known", 1)], {"known"}])
@pytest.mark.parametrize("where", ["application", "router"])
def test_a_lifespan_that_yields_no_mapping_fails_at_startup(state, where):
    lifespan = Log().lifespan("bad", state)
    app = Etude(lifespan=lifespan if where == "application" else None)
    if where == "router":
        app.include_router(APIRouter(lifespan=lifespan))
    with pytest.raises(TypeError, match=r"A lifespan yields .*Yield a mapping"):
        run_without_client(app, state={})


def test_a_lifespan_may_yield_nothing(log):
    assert serve(Etude(lifespan=log.lifespan("app"))) == {}


def test_a_server_without_state_serves_applications_that_yield_none(log):
    app = Etude(lifespan=log.lifespan("app", {}))
    assert run_without_client(app) == ["lifespan.startup.complete", "lifespan.shutdown.complete"]


# Routers


def test_lifespans_of_routers_run_inside_that_of_the_application(log):
    app = Etude(lifespan=log.lifespan("app", {"a": "app", "b": "app"}))
    outer = APIRouter(lifespan=log.lifespan("outer", {"b": "outer", "c": "outer"}))
    inner = APIRouter(lifespan=log.lifespan("inner", {"c": "inner", "d": "inner"}))
    outer.include_router(inner)
    app.include_router(outer)
    app.include_router(APIRouter(lifespan=log.lifespan("next")))
    assert serve(app) == {"a": "app", "b": "app", "c": "outer", "d": "inner"}
    assert log == [
        *("app starts", "outer starts", "inner starts", "next starts"),
        *("next ends", "inner ends", "outer ends", "app ends"),
    ]


def test_a_router_runs_once_however_often_it_is_included(log):
    shared = APIRouter(lifespan=log.lifespan("shared"))
    plain = APIRouter(on_startup=[log.handler("up")], on_shutdown=[log.handler("down")])
    shared.include_router(plain)
    other = APIRouter()
    other.include_router(shared, prefix="/other")
    app = Etude()
    app.include_router(shared, prefix="/one")
    app.include_router(shared, prefix="/two")
    app.include_router(other)
    serve(app)
    assert log == ["shared starts", "up", "down", "shared ends"]


def test_a_router_that_is_included_late_runs_too(log):
    app, router = Etude(), APIRouter(lifespan=log.lifespan("router"))
    app.include_router(router)
    router.include_router(APIRouter(lifespan=log.lifespan("late")))
    serve(app)
    assert log == ["router starts", "late starts", "late ends", "router ends"]


def test_each_start_runs_everything_again(log):
    app = Etude(lifespan=log.lifespan("app"))
    app.include_router(APIRouter(on_startup=[log.handler("up")]))
    serve(app)
    serve(app)
    assert log == ["app starts", "up", "app ends"] * 2


def test_a_lifespan_context_can_be_wrapped_and_replaced(log):
    app = Etude(lifespan=log.lifespan("app"))
    app.include_router(APIRouter(lifespan=log.lifespan("router")))
    original = app.router.lifespan_context

    @asynccontextmanager
    async def wrapper(app):
        log.append("wrapper starts")
        async with original(app) as state:
            yield state
        log.append("wrapper ends")

    app.router.lifespan_context = wrapper
    app.include_router(APIRouter(lifespan=log.lifespan("later")))
    serve(app)
    assert log == [
        *("wrapper starts", "app starts", "router starts", "later starts"),
        *("later ends", "router ends", "app ends", "wrapper ends"),
    ]


def test_a_replaced_lifespan_of_an_included_router_runs(log):
    router = APIRouter(lifespan=log.lifespan("declared"))
    app = Etude()
    app.include_router(router)
    router.lifespan_context = log.lifespan("replaced")
    serve(app)
    assert log == ["replaced starts", "replaced ends"]


# Errors


def failing(*args):
    raise ValueError("failed")


def test_an_exception_at_startup_stops_the_start_and_ends_what_began(log):
    app = Etude(on_startup=[log.handler("up")], on_shutdown=[log.handler("down")])
    app.include_router(APIRouter(on_startup=[failing]))
    with pytest.raises(ValueError, match="failed"):
        run_without_client(app)
    assert log == ["up", "down"]


def test_an_exception_at_shutdown_reaches_the_server_and_others_still_end(log):
    app = Etude(on_shutdown=[log.handler("down")])
    app.include_router(APIRouter(on_shutdown=[failing]))
    with pytest.raises(ValueError, match="failed"):
        run_without_client(app)
    assert log == ["down"]


def test_what_began_ends_when_the_block_of_the_client_raises(log):
    app = Etude(lifespan=log.lifespan("app"), openapi_url=None)
    app.include_router(APIRouter(on_shutdown=[log.handler("down")]))
    with pytest.raises(KeyError), TestClient(app):
        raise KeyError
    assert log == ["app starts", "down", "app ends"]


# Handlers of events


def test_handlers_run_in_the_order_of_their_declaration(log):
    async def awaited():
        log.append("awaited")

    app = Etude(on_startup=[log.handler("given"), awaited], on_shutdown=[log.handler("bye")])
    with pytest.warns(DeprecationWarning, match="on_event"):
        app.on_event("startup")(log.handler("declared"))
    router = APIRouter(on_startup=[log.handler("of router")], on_shutdown=[log.handler("left")])
    app.include_router(router)
    router.add_event_handler("startup", log.handler("added late"))
    serve(app)
    assert log == ["given", "awaited", "declared", "of router", "added late", "left", "bye"]


def test_handlers_of_routers_run_inside_a_lifespan_of_the_application(log):
    app = Etude(lifespan=log.lifespan("app"))
    app.include_router(APIRouter(on_startup=[log.handler("up")], on_shutdown=[log.handler("down")]))
    serve(app)
    assert log == ["app starts", "up", "down", "app ends"]


@pytest.mark.parametrize("owner", [Etude, APIRouter])
def test_handlers_are_attributes_of_the_router(owner):
    handlers = [failing]
    made = owner(on_startup=handlers, on_shutdown=handlers)
    router = getattr(made, "router", made)
    assert router.on_startup == router.on_shutdown == handlers
    assert router.on_startup is not handlers


@pytest.mark.parametrize("owner", [Etude, APIRouter])
def test_on_event_warns_at_the_line_that_uses_it_and_returns_the_function(owner):
    line = inspect.currentframe().f_lineno + 2
    with pytest.warns(DeprecationWarning, match="Write a lifespan function") as caught:
        decorate = owner().on_event("startup")
    assert (caught[0].filename, caught[0].lineno) == (__file__, line)
    assert decorate(failing) is failing


@pytest.mark.parametrize("owner", [Etude, APIRouter])
def test_other_events_than_startup_and_shutdown_are_refused(owner):
    declare = pytest.warns(DeprecationWarning, match="on_event")
    with declare, pytest.raises(AssertionError, match="no event 'start'"):
        owner().on_event("start")


def test_a_handler_of_another_event_is_refused():
    with pytest.raises(DeclarationError, match="The events are 'startup' and 'shutdown'"):
        APIRouter().add_event_handler("start", failing)


@pytest.mark.parametrize("event", ["on_startup", "on_shutdown"])
@pytest.mark.parametrize("owner", [Etude, APIRouter])
def test_handlers_beside_a_lifespan_are_ignored_with_a_warning(log, owner, event):
    line = inspect.currentframe().f_lineno + 2
    with pytest.warns(UserWarning, match="will not run, since `lifespan` is given") as caught:
        made = owner(lifespan=log.lifespan("app"), **{event: [failing]})
    assert (caught[0].filename, caught[0].lineno) == (__file__, line)
    app = made
    if owner is APIRouter:
        app = Etude()
        app.include_router(made)
    serve(app)
    assert log == ["app starts", "app ends"]


def test_a_handler_that_is_added_beside_a_lifespan_is_ignored_with_a_warning(log):
    app = Etude(lifespan=log.lifespan("app"))
    with pytest.warns(UserWarning, match="will not run"):
        app.router.add_event_handler("startup", failing)
    serve(app)


def test_empty_lists_beside_a_lifespan_warn_of_nothing(log):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        Etude(lifespan=log.lifespan("app"), on_startup=[], on_shutdown=[])


def test_a_lifespan_context_is_an_async_context_manager_of_the_application():
    app = Etude(lifespan=Log().lifespan("app", {"known": 1}))

    async def enter():
        async with AsyncExitStack() as stack:
            return await stack.enter_async_context(app.router.lifespan_context(app))

    assert anyio.run(enter) == {"known": 1}
