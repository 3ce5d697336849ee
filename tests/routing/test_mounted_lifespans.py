"""Promises about the lifespans of mounted applications, and the state that they yield."""

import asyncio
from contextlib import asynccontextmanager

import pytest
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Host, Mount, Route, Router

from etude import APIRouter, Etude, Request, WebSocket
from etude.middleware import Middleware
from etude.middleware.gzip import GZipMiddleware
from etude.testclient import TestClient


class Log(list):
    """What happened, in order."""

    def lifespan(self, name, state=None):
        @asynccontextmanager
        async def run(app):
            self.append(f"{name} starts")
            try:
                yield state
            finally:
                self.append(f"{name} ends")

        return run


@pytest.fixture
def log():
    return Log()


def showing(make=Etude, **options):
    """Return an application that answers with the state of its requests."""
    app = make(**options)

    async def show(request: Request):
        state = dict(request.scope.get("state", {}))
        return JSONResponse(state)

    app.router.routes.append(Route("/state", show))
    return app


def serve(app):
    with TestClient(app):
        pass


def start(app):
    """Start and stop an application without a client, which older ones leave open after a failure."""

    async def main():
        async with app.router.lifespan_context(app):
            pass

    asyncio.run(main())


def test_mounted_lifespans_run_inside_those_of_routers_and_end_before_them(log):
    app = Etude(lifespan=log.lifespan("app"))
    app.mount("/first", Etude(lifespan=log.lifespan("first")))
    app.include_router(APIRouter(lifespan=log.lifespan("router")))
    app.mount("/second", Starlette(lifespan=log.lifespan("second")))
    serve(app)
    order = ["app", "router", "first", "second"]
    assert log == [f"{each} starts" for each in order] + [f"{each} ends" for each in order[::-1]]


def test_handlers_of_startup_and_shutdown_of_a_mounted_application_run_too(log):
    app = Etude()
    app.mount(
        "/sub",
        Etude(on_startup=[lambda: log.append("starts")], on_shutdown=[lambda: log.append("ends")]),
    )
    serve(app)
    assert log == ["starts", "ends"]


@pytest.mark.parametrize("middle", [Etude, Starlette])
def test_lifespans_run_at_every_depth(log, middle):
    app, between = Etude(), middle(lifespan=log.lifespan("between"))
    between.mount("/inner", Etude(lifespan=log.lifespan("inner")))
    app.mount("/between", between)
    serve(app)
    assert log == ["between starts", "inner starts", "inner ends", "between ends"]


@pytest.mark.parametrize("how", ["router", "host", "middleware", "group", "plain router"])
def test_an_application_is_found_however_it_is_mounted(log, how):
    app, sub = Etude(), Etude(lifespan=log.lifespan("sub"))
    if how == "router":
        router = APIRouter()
        router.mount("/sub", sub)
        app.include_router(router, prefix="/below")
    elif how == "host":
        app.routes.append(Host("sub.test", sub))
    elif how == "middleware":
        app.routes.append(Mount("/sub", sub, middleware=[Middleware(GZipMiddleware)]))
    elif how == "group":
        app.routes.append(Mount("/group", routes=[Mount("/sub", sub)]))
    else:
        app.mount("/sub", Router(lifespan=log.lifespan("sub")))
    serve(app)
    assert log == ["sub starts", "sub ends"]


def test_an_application_that_is_mounted_twice_starts_once(log):
    app, sub = Etude(), showing(lifespan=log.lifespan("sub", {"known": 1}))
    app.mount("/one", sub)
    app.mount("/two", sub)
    with TestClient(app) as client:
        states = [client.get(f"/{path}/state").json() for path in ("one", "two")]
    assert states == [{"known": 1}, {"known": 1}]
    assert log == ["sub starts", "sub ends"]


def test_it_starts_again_when_the_application_does(log):
    app = Etude()
    app.mount("/sub", showing(lifespan=log.lifespan("sub", {"known": 1})))
    for _ in range(2):
        with TestClient(app) as client:
            assert client.get("/sub/state").json() == {"known": 1}
    assert log == ["sub starts", "sub ends"] * 2


def test_with_a_failure_at_the_start_what_has_started_ends(log):
    @asynccontextmanager
    async def fail(app):
        raise ValueError("no database")
        yield

    app = Etude(lifespan=log.lifespan("app"))
    app.mount("/first", Etude(lifespan=log.lifespan("first")))
    app.mount("/second", Etude(lifespan=fail))
    with pytest.raises(ValueError, match="no database"):
        start(app)
    assert log == ["app starts", "first starts", "first ends", "app ends"]


# Applications that took care of it already


@pytest.mark.parametrize("make", [Etude, Starlette])
def test_a_lifespan_that_the_outer_one_enters_does_not_run_twice(log, make):
    sub = make(lifespan=log.lifespan("sub"))

    @asynccontextmanager
    async def lifespan(app):
        async with sub.router.lifespan_context(sub):
            yield

    app = Etude(lifespan=lifespan)
    app.mount("/sub", sub)
    serve(app)
    assert log == ["sub starts", "sub ends"]


@pytest.mark.parametrize("make", [Etude, Starlette])
def test_a_lifespan_that_is_given_to_the_outer_application_does_not_run_twice(log, make):
    sub = make(lifespan=log.lifespan("sub"))
    app = Etude(lifespan=sub.router.lifespan_context)
    app.mount("/sub", sub)
    serve(app)
    assert log == ["sub starts", "sub ends"]


@pytest.mark.parametrize("make", [Etude, Starlette])
def test_mounted_lifespans_can_be_switched_off(log, make):
    app = Etude(mounted_lifespans=False)
    app.mount("/sub", make(lifespan=log.lifespan("sub", {"known": 1})))
    serve(app)
    assert log == []


# State


def test_what_a_mounted_lifespan_yields_is_the_state_of_its_own_requests(log):
    app = showing(lifespan=log.lifespan("app", {"name": "app", "outer": 1}))
    for name, make in (("one", Etude), ("two", Starlette)):
        app.mount(f"/{name}", showing(make, lifespan=log.lifespan(name, {"name": name})))
    app.mount("/three", showing())
    with TestClient(app) as client:
        names = {
            path: client.get(f"{path}/state").json() for path in ("", "/one", "/two", "/three")
        }
        assert client.app_state == {"name": "app", "outer": 1}
    assert {path: state["name"] for path, state in names.items()} == {
        "": "app",
        "/one": "one",
        "/two": "two",
        "/three": "app",
    }
    assert all(state["outer"] == 1 for state in names.values())


def test_the_state_is_there_for_middleware_and_websockets_of_the_mounted_application(log):
    seen = []

    class Look:
        def __init__(self, app):
            self.app = app

        async def __call__(self, scope, receive, send):
            if scope["type"] != "lifespan":
                seen.append(scope["state"]["known"])
            await self.app(scope, receive, send)

    sub = Etude(lifespan=log.lifespan("sub", {"known": 1}), middleware=[Middleware(Look)])

    @sub.websocket("/talk")
    async def talk(websocket: WebSocket):
        await websocket.accept()
        await websocket.send_json(websocket.state.known)

    app = Etude()
    app.mount("/sub", sub)
    with TestClient(app) as client:
        with client.websocket_connect("/sub/talk") as websocket:
            assert websocket.receive_json() == 1
        client.get("/sub/none")
    assert seen == [1, 1]


def test_the_state_is_gone_when_the_application_has_stopped(log):
    app = Etude()
    app.mount("/sub", showing(lifespan=log.lifespan("sub", {"known": 1})))
    serve(app)
    assert TestClient(app).get("/sub/state").json() == {}


def test_a_mounted_lifespan_that_yields_no_mapping_is_refused(log):
    app = Etude()
    app.mount("/sub", Starlette(lifespan=log.lifespan("sub", 3)))
    with pytest.raises(TypeError, match="A lifespan yields 3"):
        start(app)
