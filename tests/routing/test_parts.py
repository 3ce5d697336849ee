"""Promises about exception handlers and middleware of routers and operations."""

import functools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.routing import Route, WebSocketRoute

from etude import (
    APIRouter,
    Depends,
    Etude,
    HTTPException,
    Query,
    Request,
    WebSocket,
    WebSocketDisconnect,
    WebSocketException,
)
from etude.exceptions import DeclarationError
from etude.middleware import Middleware
from etude.responses import PlainTextResponse
from etude.routing import APIRoute
from etude.testclient import TestClient


class Spill(Exception):
    pass


class BigSpill(Spill):
    pass


class Around:
    """Middleware that notes when it is made, and what passes through it."""

    def __init__(self, app, name, log):
        self.app, self.name, self.log = app, name, log
        log.append(f"{name} made")

    async def __call__(self, scope, receive, send):
        self.log.append(f"{self.name} in")
        try:
            await self.app(scope, receive, send)
        finally:
            self.log.append(f"{self.name} out")


@pytest.fixture
def log():
    return []


@pytest.fixture
def around(log):
    """Return a function that describes middleware which notes what passes."""
    return lambda name: Middleware(Around, name, log=log)


def saying(text, status=418):
    """Return an exception handler that answers with a text."""
    return lambda request, error: PlainTextResponse(text, status)


def spill():
    raise Spill


def spill_much():
    raise BigSpill


def passing(log):
    """Return what went in, without when middleware was made and when it was left."""
    return [entry[:-3] for entry in log if entry.endswith(" in")]


# Where they apply, and in which order


def test_a_handler_of_a_router_answers_for_its_operations_alone():
    app, router = Etude(), APIRouter(exception_handlers={Spill: saying("router")})
    router.get("/in")(spill)
    router.get("/below")(spill_much)
    app.include_router(router)
    app.get("/out")(spill)
    client = TestClient(app, raise_server_exceptions=False)
    assert client.get("/in").text == client.get("/below").text == "router"
    assert client.get("/out").status_code == 500


def test_a_handler_of_an_operation_answers_for_it_alone():
    app = Etude(exception_handlers={Spill: saying("application")})
    app.get("/own", exception_handlers={Spill: saying("operation")})(spill)
    app.get("/other")(spill)
    client = TestClient(app)
    assert client.get("/own").text == "operation"
    assert client.get("/other").text == "application"


@pytest.mark.parametrize("where", ["operation", "inner", "inclusion", "outer", "application"])
def test_the_innermost_handler_answers(where):
    def given(place):
        order = ["operation", "inner", "inclusion", "outer", "application"]
        has = order.index(place) >= order.index(where)
        return {"exception_handlers": {Spill: saying(place)}} if has else {}

    inner, outer = APIRouter(**given("inner")), APIRouter(**given("outer"))
    inner.get("/", **given("operation"))(spill)
    outer.include_router(inner, prefix="/inner", **given("inclusion"))
    app = Etude(**given("application"))
    app.include_router(outer, prefix="/outer")
    assert TestClient(app).get("/outer/inner/").text == where


def test_middleware_stands_in_the_order_of_the_layers(log, around):
    inner, outer = APIRouter(middleware=[around("inner 1"), around("inner 2")]), APIRouter()
    outer.add_middleware(Around, "outer", log=log)
    inner.get("/", middleware=[around("operation")])(lambda: None)
    outer.include_router(inner, prefix="/inner", middleware=[around("inclusion")])
    app = Etude(middleware=[around("application")])
    app.include_router(outer, prefix="/outer")
    TestClient(app).get("/outer/inner/")
    order = ["application", "outer", "inclusion", "inner 1", "inner 2", "operation"]
    assert passing(log) == order
    assert [entry[:-4] for entry in log if entry.endswith(" out")] == order[::-1]


def test_of_two_that_are_added_the_later_is_outside(log):
    app, router = Etude(), APIRouter()
    router.add_middleware(Around, "first", log=log)
    router.add_middleware(Around, "second", log=log)
    router.get("/")(lambda: None)
    app.include_router(router)
    TestClient(app).get("/")
    assert passing(log) == ["second", "first"]


def test_handlers_stand_inside_the_middleware_of_their_part(log):
    class Watch(Around):
        async def __call__(self, scope, receive, send):
            async def watch(message):
                if message["type"] == "http.response.start":
                    log.append(f"{self.name} {message['status']}")
                await send(message)

            await self.app(scope, receive, watch)

    router = APIRouter(
        middleware=[Middleware(Watch, "router", log)],
        exception_handlers={Spill: saying("router")},
    )
    router.get("/", middleware=[Middleware(Watch, "operation", log)])(spill)
    app = Etude()
    app.include_router(router)
    assert TestClient(app).get("/").text == "router"
    assert "router 418" in log
    assert "operation 418" not in log


def test_a_handler_answers_what_the_middleware_of_a_part_inside_raises():
    class Refuse(Around):
        async def __call__(self, scope, receive, send):
            raise Spill

    app, router = Etude(), APIRouter(exception_handlers={Spill: saying("router")})
    router.get("/", middleware=[Middleware(Refuse, "", [])])(lambda: None)
    app.include_router(router)
    assert TestClient(app).get("/").text == "router"


def test_all_operations_of_a_part_share_one_middleware(log, around):
    app, router = Etude(), APIRouter(middleware=[around("shared")])
    router.get("/one")(lambda: 1)
    router.get("/two")(lambda: 2)
    app.include_router(router)
    client = TestClient(app)
    assert [client.get("/one").json(), client.get("/two").json()] == [1, 2]
    assert log.count("shared made") == 1
    assert passing(log) == ["shared", "shared"]


def test_middleware_stays_the_same_where_dependencies_are_overridden(log, around):
    def number():
        return 1

    app = Etude()

    @app.get("/", middleware=[around("operation")])
    def read(found: int = Depends(number)):
        return found

    client = TestClient(app)
    assert client.get("/").json() == 1
    app.dependency_overrides[number] = lambda: 2
    assert client.get("/").json() == 2
    assert log.count("operation made") == 1
    assert passing(log) == ["operation", "operation"]


def test_what_is_not_an_operation_of_the_part_does_not_pass(log, around):
    app, router = Etude(), APIRouter(middleware=[around("router")])
    router.get("/in")(lambda: None)
    app.include_router(router, prefix="/part")
    client = TestClient(app)
    assert client.get("/part/none").status_code == 404
    assert client.put("/part/in").status_code == 405
    assert log == []


# What they handle


def test_invalid_requests_and_statuses_are_handled_too():
    router = APIRouter(exception_handlers={404: saying("status"), 422: saying("never")})

    @router.get("/gone")
    def gone():
        raise HTTPException(404)

    @router.get("/number")
    def number(n: int = Query()):
        return n

    app = Etude()
    app.include_router(router)
    client = TestClient(app)
    assert client.get("/gone").text == "status"
    assert client.get("/number").json()["detail"][0]["type"] == "missing"


@pytest.mark.parametrize("key", [Exception, 500])
def test_a_handler_of_all_exceptions_takes_the_errors_of_the_server_alone(key):
    router = APIRouter(exception_handlers={key: saying("caught", 500)})
    router.get("/spill")(spill)

    @router.get("/refuse")
    def refuse(n: int = 0):
        raise HTTPException(403)

    app = Etude()
    app.include_router(router)
    client = TestClient(app)
    assert client.get("/spill").text == "caught"
    assert client.get("/refuse").json() == {"detail": "Forbidden"}
    assert client.get("/refuse?n=x").status_code == 422


def test_what_a_handler_raises_goes_to_handlers_around_it():
    def refuse(request, error):
        raise HTTPException(409)

    app = Etude()
    app.get("/", exception_handlers={Spill: refuse})(spill)
    assert TestClient(app).get("/").json() == {"detail": "Conflict"}


def test_an_answer_that_has_begun_is_not_answered_again():
    class Fail(Around):
        async def __call__(self, scope, receive, send):
            await self.app(scope, receive, send)
            raise Spill

    app = Etude()
    app.get(
        "/",
        middleware=[Middleware(Fail, "", [])],
        exception_handlers={BigSpill: saying("inside")},
    )(lambda: None)
    outer = Etude(exception_handlers={Spill: saying("outside")})
    outer.include_router(app.router)
    with pytest.raises(RuntimeError, match="response already started"):
        TestClient(outer).get("/")


def test_dependencies_are_left_before_a_handler_answers():
    log = []

    def opened():
        try:
            yield
        finally:
            log.append("left")

    def answer(request, error):
        log.append("answered")
        return PlainTextResponse("")

    app = Etude()
    app.get("/", dependencies=[Depends(opened)], exception_handlers={Spill: answer})(spill)
    TestClient(app).get("/")
    assert log == ["left", "answered"]


# How they are declared


def test_what_is_declared_after_the_operations_and_the_inclusion_holds_too(log):
    app, router = Etude(), APIRouter()
    router.get("/")(spill)
    app.include_router(router)
    router.exception_handler(Spill)(saying("late"))
    router.add_middleware(Around, "late", log=log)
    assert router.exception_handlers.keys() == {Spill}
    assert [each.cls for each in router.user_middleware] == [Around]
    assert TestClient(app).get("/").text == "late"
    assert passing(log) == ["late"]


def test_what_a_router_gets_after_its_inclusion_stands_within_it_too(tmp_path, log, around):
    (tmp_path / "index.html").write_text("page")
    app, middle = Etude(), APIRouter(middleware=[around("middle")])
    router = APIRouter(middleware=[around("router")], exception_handlers={Spill: close_oddly})
    middle.include_router(router)
    app.include_router(middle)
    router.get("/late")(lambda: None)
    router.websocket("/talk/{when}")(fail_in_talk)
    router.add_route("/plain", lambda request: PlainTextResponse(""))
    router.mount("/sub", Etude())
    router.frontend("/files", directory=tmp_path)
    client = TestClient(app)
    for path in ("/late", "/plain", "/sub/none", "/files/"):
        log.clear()
        client.get(path)
        assert passing(log) == ["middle", "router"], path
    assert ending(app, "/talk/later") == (4000, "Spill")


@pytest.mark.parametrize("make", [Etude, APIRouter])
def test_a_function_can_be_middleware_of_an_application_and_of_a_router(make):
    owner = make()

    @owner.middleware("http")
    async def mark(request, call_next):
        response = await call_next(request)
        response.headers["x-marked"] = request.url.path
        return response

    owner.get("/in")(lambda: 1)
    app = owner if make is Etude else Etude()
    if make is APIRouter:
        app.include_router(owner)
    response = TestClient(app).get("/in")
    assert (response.json(), response.headers["x-marked"]) == (1, "/in")


def test_nothing_is_added_to_a_router_that_serves(log):
    app, router = Etude(), APIRouter()
    router.get("/")(lambda: 1)
    app.include_router(router)
    TestClient(app).get("/")
    with pytest.raises(RuntimeError, match="Cannot add an exception handler to a router after"):
        router.add_exception_handler(Spill, saying(""))
    with pytest.raises(RuntimeError, match="Cannot add middleware to a router after"):
        router.add_middleware(Around, "", log=log)


@pytest.mark.parametrize("wrong", [Around, [Around], 3, [BaseHTTPMiddleware]])
def test_middleware_must_say_what_it_is_made_with(wrong):
    for declare in (APIRouter, functools.partial(Etude().get, "/")):
        with pytest.raises(DeclarationError, match=r"Give a list of Middleware\(YourClass"):
            declare(middleware=wrong)(spill)


@pytest.mark.parametrize("wrong", [[spill], {"404": spill}, {404: 3}, {True: spill}, {int: spill}])
def test_handlers_must_be_functions_by_exception_or_status(wrong):
    for declare in (APIRouter, functools.partial(Etude().get, "/")):
        with pytest.raises(DeclarationError, match="Give a dict with exception classes or status"):
            declare(exception_handlers=wrong)(spill)


# Other kinds of routes


def test_routes_of_starlette_and_mounts_stand_within_their_router(log, around):
    app, router = Etude(), APIRouter(middleware=[around("router")])
    router.add_exception_handler(Spill, saying("router"))
    sub = Etude()
    sub.get("/x")(lambda: "mounted")
    router.mount("/sub", sub)

    async def fail(request):
        raise Spill

    router.add_route("/plain", fail)
    router.routes.append(Route("/appended", fail))
    app.include_router(router, prefix="/part", middleware=[around("inclusion")])
    app.routes.append(Route("/out", fail))
    client = TestClient(app, raise_server_exceptions=False)
    for _ in range(2):
        log.clear()
        assert client.get("/part/sub/x").json() == "mounted"
        assert client.get("/part/plain").text == client.get("/part/appended").text == "router"
        assert passing(log) == ["inclusion", "router"] * 3
    log.clear()
    assert client.get("/out").status_code == 500
    assert log == []


def test_a_frontend_stands_within_its_router(tmp_path, log, around):
    (tmp_path / "index.html").write_text("page")
    app, router = Etude(), APIRouter(middleware=[around("router")])
    router.frontend("/", directory=tmp_path)
    app.include_router(router)
    assert TestClient(app).get("/").text == "page"
    assert passing(log) == ["router"]


def test_a_route_class_with_a_handler_of_its_own_stands_within_its_router():
    class Upper(APIRoute):
        def get_route_handler(self):
            handle = super().get_route_handler()

            async def handle_loudly(request: Request):
                response = await handle(request)
                return PlainTextResponse(response.body.decode().upper())

            return handle_loudly

    app, router = Etude(), APIRouter(route_class=Upper)
    router.get("/")(lambda: "a")
    router.get("/spill")(spill)
    router.add_exception_handler(Spill, saying("router"))
    app.include_router(router)
    client = TestClient(app)
    assert client.get("/").text == '"A"'
    assert client.get("/spill").text == "router"


def test_a_router_that_is_served_alone_has_its_parts(log, around):
    router = APIRouter(middleware=[around("router")])
    router.get("/")(lambda: 1)
    assert TestClient(router).get("/").json() == 1
    assert passing(log) == ["router"]


# WebSockets


async def close_oddly(websocket, error):
    await websocket.close(4000, type(error).__name__)


async def fail_in_talk(websocket: WebSocket, when: str):
    if when == "refused":
        raise WebSocketException(4001, "refused")
    if when == "later":
        await websocket.accept()
    raise Spill


def ending(app, path):
    """Return how a connection is closed, whether or not it was accepted."""
    connection = TestClient(app).websocket_connect(path)
    with pytest.raises(WebSocketDisconnect) as ended, connection as websocket:
        websocket.receive_text()
    return ended.value.code, ended.value.reason


@pytest.mark.parametrize("has_middleware", [True, False])
@pytest.mark.parametrize("when", ["at once", "later"])
def test_websockets_stand_within_their_router_too(log, around, has_middleware, when):
    app, router = Etude(), APIRouter(exception_handlers={Spill: close_oddly})
    if has_middleware:
        router.add_middleware(Around, "router", log=log)
    router.websocket("/{when}")(fail_in_talk)
    app.include_router(router)
    assert ending(app, f"/{when}") == (4000, "Spill")
    assert passing(log) == ["router"] * has_middleware


def test_a_websocket_has_handlers_of_its_own_and_those_around_take_the_rest():
    app = Etude()

    @app.websocket("/{when}", exception_handlers={Exception: close_oddly})
    async def talk(websocket: WebSocket, when: str):
        await fail_in_talk(websocket, when)

    assert ending(app, "/later") == (4000, "Spill")
    assert ending(app, "/refused") == (4001, "refused")


def test_what_a_handler_of_a_websocket_raises_is_handled_around():
    async def refuse(websocket, error):
        raise WebSocketException(4002, "again")

    async def convert(websocket, error):
        raise BigSpill

    app = Etude()
    app.websocket("/a/{when}", exception_handlers={Spill: refuse})(fail_in_talk)
    handlers = {Spill: convert, BigSpill: close_oddly}
    app.websocket("/b/{when}", exception_handlers=handlers)(fail_in_talk)
    assert ending(app, "/a/later") == (4002, "again")
    assert ending(app, "/b/later") == (4000, "BigSpill")


def test_websocket_routes_of_starlette_stand_within_their_router(log, around):
    async def talk(websocket):
        await websocket.accept()
        raise Spill

    app, router = Etude(), APIRouter(exception_handlers={Spill: close_oddly})
    router.routes.append(WebSocketRoute("/talk", talk))
    app.include_router(router)
    assert ending(app, "/talk") == (4000, "Spill")


# Any nesting


@given(
    depth=st.integers(0, 4),
    handling=st.sets(st.integers(0, 9), max_size=4),
    is_late=st.booleans(),
)
@settings(max_examples=40, deadline=None)
def test_however_deep_the_layers_keep_their_order(depth, handling, is_late):
    """Layer 0 is the operation; of each depth, the router is odd and its inclusion is even."""
    log = []

    def part(number):
        handlers = {Spill: saying(str(number))} if number in handling else {}
        middleware = [Middleware(Around, str(number), log=log)]
        return {"middleware": middleware, "exception_handlers": handlers}

    layers = [0]
    inner = APIRouter()
    inner.get("/", **part(0))(spill)
    for number in range(1, 2 * depth, 2):
        outer = APIRouter(**({} if is_late else part(number)))
        outer.include_router(inner, **part(number + 1))
        if is_late:
            outer.user_middleware.extend(part(number)["middleware"])
            outer.exception_handlers.update(part(number)["exception_handlers"])
        layers += [number + 1, number]
        inner = outer
    app = Etude()
    app.include_router(inner)
    answer = TestClient(app, raise_server_exceptions=False).get("/").text
    answering = [str(number) for number in layers if number in handling]
    assert passing(log) == [str(number) for number in reversed(layers)]
    assert answer == (answering or ["Internal Server Error"])[0]


class SetsItsApplication(APIRoute):
    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.app = self.answer

    async def answer(self, scope, receive, send):
        if scope["query_string"]:
            raise KeyError
        await PlainTextResponse("own")(scope, receive, send)


class HasAHandlerToo(SetsItsApplication):
    def get_route_handler(self):
        return super().get_route_handler()


@pytest.mark.parametrize("route_class", [SetsItsApplication, HasAHandlerToo])
@pytest.mark.parametrize(
    ("handlers", "failed"),
    [
        ({}, "Internal Server Error"),
        ({KeyError: lambda *_: PlainTextResponse("handled")}, "handled"),
    ],
)
def test_a_route_class_that_sets_its_application_keeps_it(route_class, handlers, failed):
    router = APIRouter(route_class=route_class, exception_handlers=handlers)
    router.add_api_route("/", lambda: "the endpoint")
    router.routes[0].depend_on([Depends(lambda: None)])
    app = Etude()
    app.router.routes.extend(router.routes)
    client = TestClient(app, raise_server_exceptions=False)
    assert client.get("/").text == "own"
    assert client.get("/?fail").text == failed
