"""Promises about middleware: order, moment, and what it sees."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.errors import ServerErrorMiddleware

from etude import BackgroundTasks, Depends, Etude, HTTPException, Request, WebSocket
from etude.middleware.asyncexitstack import AsyncExitStackMiddleware
from etude.middleware.cors import CORSMiddleware
from etude.middleware.gzip import GZipMiddleware
from etude.middleware.httpsredirect import HTTPSRedirectMiddleware
from etude.middleware.trustedhost import TrustedHostMiddleware
from etude.testclient import TestClient


class Noting:
    """Middleware that notes when it is made, and which kinds of connections it sees."""

    def __init__(self, app, name, log):
        self.app, self.name, self.log = app, name, log
        log.append(f"{name} made")

    async def __call__(self, scope, receive, send):
        self.log.append(f"{self.name} {scope['type']}")
        await self.app(scope, receive, send)


@pytest.fixture
def log():
    return []


# Order and moment


def test_middleware_that_was_added_last_is_the_outermost(log):
    app = Etude(middleware=[Middleware(Noting, "a", log), Middleware(Noting, "b", log)])
    app.add_middleware(Noting, "c", log=log)
    app.add_api_route("/", lambda: log.append("endpoint"))

    @app.middleware("any text")
    async def outermost(request, call_next):
        log.append("function")
        return await call_next(request)

    assert log == []
    TestClient(app).get("/")
    made, served = log[:3], log[3:]
    assert made == ["b made", "a made", "c made"]
    assert served == ["function", "c http", "a http", "b http", "endpoint"]


def test_middleware_classes_see_all_kinds_of_connections_and_functions_only_http(log):
    app = Etude(middleware=[Middleware(Noting, "class", log)])

    async def greet(websocket):
        await websocket.accept()
        await websocket.close()

    app.router.add_websocket_route("/ws", greet)

    @app.middleware("http")
    async def function(request, call_next):
        log.append(f"function {request.scope['type']}")
        return await call_next(request)

    with TestClient(app) as client:
        client.get("/")
        with client.websocket_connect("/ws"):
            pass
    assert [entry for entry in log if "made" not in entry] == [
        "class lifespan",
        "function http",
        "class http",
        "class websocket",
    ]


def test_middleware_is_made_when_the_lifespan_begins(log):
    app = Etude(middleware=[Middleware(Noting, "class", log)])
    with TestClient(app):
        assert log == ["class made", "class lifespan"]
        with pytest.raises(RuntimeError, match="Cannot add middleware after"):
            app.add_middleware(Noting, "late", log)


# Requests and exceptions


def test_middleware_and_endpoint_share_the_scope_and_the_state():
    app = Etude()

    @app.middleware("http")
    async def give(request, call_next):
        request.state.given = "by middleware"
        response = await call_next(request)
        response.headers["x-made"] = request.state.made
        return response

    @app.get("/")
    def read(request: Request):
        request.state.made = "by endpoint"
        return request.state.given

    answer = TestClient(app).get("/")
    assert (answer.json(), answer.headers["x-made"]) == ("by middleware", "by endpoint")


class Broken(Exception):
    pass


class Replacing:
    """Middleware that replaces an exception."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        try:
            await self.app(scope, receive, send)
        except Broken:
            raise KeyError("seen") from None


def test_an_exception_that_nobody_handles_reaches_middleware():
    app = Etude(middleware=[Middleware(Replacing)])

    @app.get("/")
    def read():
        raise Broken

    with pytest.raises(KeyError, match="seen"):
        TestClient(app).get("/")


@pytest.mark.parametrize("error", [HTTPException(409), Broken()])
def test_handlers_do_not_see_what_middleware_raises(error):
    app = Etude(exception_handlers={Broken: lambda request, error: pytest.fail("not for us")})

    @app.middleware("http")
    async def fail(request, call_next):
        raise error

    assert TestClient(app, raise_server_exceptions=False).get("/docs").status_code == 500


def test_what_a_request_runs_goes_from_the_inside_out(log):
    app = Etude()

    @app.middleware("http")
    async def around(request, call_next):
        response = await call_next(request)
        log.append("middleware")
        return response

    def resource():
        yield
        log.append("closed")

    @app.get("/")
    def read(tasks: BackgroundTasks, _: None = Depends(resource)):
        tasks.add_task(log.append, "task")

    TestClient(app).get("/")
    assert log == ["middleware", "task", "closed"]


# Kinds


def client_with(middleware, **options):
    app = Etude(middleware=[Middleware(middleware, **options)])
    app.add_api_route("/", lambda: "x" * 1000)
    return TestClient(app, follow_redirects=False)


def test_cors_middleware_answers_browsers():
    client = client_with(CORSMiddleware, allow_origins=["https://a.example"])
    headers = {"origin": "https://a.example", "access-control-request-method": "GET"}
    assert client.options("/", headers=headers).text == "OK"
    answer = client.get("/", headers={"origin": "https://a.example"})
    assert answer.headers["access-control-allow-origin"] == "https://a.example"


def test_gzip_middleware_compresses():
    assert client_with(GZipMiddleware).get("/").headers["content-encoding"] == "gzip"


def test_https_redirect_middleware_redirects():
    answer = client_with(HTTPSRedirectMiddleware).get("/")
    assert answer.headers["location"] == "https://testserver/"


def test_trusted_host_middleware_refuses_other_hosts():
    client = client_with(TrustedHostMiddleware, allowed_hosts=["a.example"])
    assert client.get("/").status_code == 400
    assert client.get("/", headers={"host": "a.example"}).status_code == 200


@pytest.mark.parametrize("options", [{}, {"context_name": "stack"}])
def test_a_stack_in_the_scope_is_closed_when_the_request_is_done(log, options):
    app = Etude(middleware=[Middleware(AsyncExitStackMiddleware, **options)])

    @app.get("/")
    def read(request: Request, tasks: BackgroundTasks):
        key = options.get("context_name", "etude_middleware_astack")
        request.scope[key].callback(log.append, "closed")
        tasks.add_task(log.append, "task")

    TestClient(app).get("/")
    assert log == ["task", "closed"]


# What stands around an application from outside


@pytest.fixture
def around_all(log, monkeypatch):
    """What error trackers do: they stand around `Starlette.__call__`."""
    call = Starlette.__call__

    async def noting_call(self, scope, receive, send):
        log.append(f"in {type(self).__name__} {scope['type']} {scope['path']}")
        try:
            await call(self, scope, receive, send)
        except Exception as error:
            log.append(repr(error))
            raise
        log.append("out")

    monkeypatch.setattr(Starlette, "__call__", noting_call)


@pytest.mark.usefixtures("around_all")
@pytest.mark.parametrize("middleware", [None, [Middleware(AsyncExitStackMiddleware)]])
def test_what_replaces_the_call_of_starlette_stands_around_every_connection_once(log, middleware):
    app = Etude(middleware=middleware, root_path="/root")
    app.add_api_route("/", lambda: log.append("endpoint"))
    app.mount("/mounted", Etude())

    @app.get("/fails")
    def fail(request: Request):
        raise ValueError(request.scope["root_path"])

    @app.websocket("/ws")
    async def talk(websocket: WebSocket):
        await websocket.accept()

    client = TestClient(app, raise_server_exceptions=False)
    assert client.get("/").status_code == 200
    assert log == ["in Etude http /", "endpoint", "out"]
    log.clear()
    assert client.get("/fails").status_code == 500
    assert log == ["in Etude http /fails", "ValueError('/root')"]
    log.clear()
    with client.websocket_connect("/ws"):
        pass
    assert log == ["in Etude websocket /ws", "out"]
    log.clear()
    client.get("/mounted/x")
    assert log == ["in Etude http /mounted/x", "in Etude http /root/mounted/x", "out", "out"]


def test_what_replaces_the_building_of_the_stack_gets_the_outermost_one_of_starlette():
    app = Etude()
    build, found = app.build_middleware_stack, []

    def build_around():
        found.append(build())
        return found[0]

    app.build_middleware_stack = build_around

    @app.get("/fails")
    def fail():
        raise RuntimeError

    client = TestClient(app, raise_server_exceptions=False)
    assert [client.get(path).status_code for path in ("/docs", "/none", "/fails")] == [
        200,
        404,
        500,
    ]
    assert [type(stack) for stack in found] == [ServerErrorMiddleware]


def test_what_replaces_the_building_of_the_stack_stands_around_it(log):
    app = Etude()
    app.add_api_route("/", lambda: log.append("endpoint"))
    build = app.build_middleware_stack
    app.build_middleware_stack = lambda: Noting(build(), "outermost", log)
    client = TestClient(app)
    client.get("/")
    client.get("/")
    assert log == ["outermost made", *["outermost http", "endpoint"] * 2]


def test_a_stack_that_is_put_in_place_while_serving_counts_from_then_on(log):
    app = Etude()
    app.add_api_route("/", lambda: log.append("endpoint"))
    client = TestClient(app)
    client.get("/")
    app.middleware_stack = Noting(app.build_middleware_stack(), "late", log)
    client.get("/")
    assert log == ["endpoint", "late made", "late http", "endpoint"]
