"""Promises about the routes of WebSockets."""

import functools
import inspect

import pytest
from starlette.applications import Starlette
from starlette.endpoints import WebSocketEndpoint
from starlette.routing import Mount, Route, Router, WebSocketRoute
from starlette.testclient import WebSocketDenialResponse

from etude import APIRouter, Depends, Etude, WebSocket, WebSocketDisconnect
from etude.exceptions import DeclarationError, EtudeError
from etude.routing import APIWebSocketRoute
from etude.testclient import TestClient


async def say_path(websocket: WebSocket):
    await websocket.accept()
    await websocket.send_text(websocket.url.path)
    await websocket.close()


def path_heard(app, path):
    with TestClient(app).websocket_connect(path) as session:
        return session.receive_text()


def is_denied(app, path):
    with pytest.raises(WebSocketDisconnect) as caught, TestClient(app).websocket_connect(path):
        pass
    assert (caught.value.code, caught.value.reason) == (1000, "")
    return True


# Declaring


@pytest.mark.parametrize("make", [Etude, APIRouter])
def test_the_decorator_returns_the_function(make):
    async def talk(websocket: WebSocket):
        """Never runs."""

    assert make().websocket("/talk")(talk) is talk
    assert make().websocket_route("/talk")(talk) is talk


@pytest.mark.parametrize("make", [Etude, APIRouter])
def test_the_call_adds_a_route_and_returns_none(make):
    owner = make()
    assert owner.add_api_websocket_route("/talk", say_path, "speech") is None
    assert path_heard(owner, "/talk") == "/talk"
    assert owner.url_path_for("speech") == "/talk"


@pytest.mark.parametrize("make", [Etude, APIRouter])
def test_the_signatures_are_as_documented(make):
    def names(function):
        return list(inspect.signature(function).parameters)

    parts = ["exception_handlers", "middleware"]
    options = [*parts, "dependencies", "forbid_extra_query", "raises"]
    assert names(make().websocket) == ["path", "name", *options]
    assert names(make().add_api_websocket_route) == ["path", "endpoint", "name", *options]
    assert names(make().websocket_route) == ["path", "name"]


def test_a_route_is_a_starlette_route_that_can_be_used_alone():
    route = APIWebSocketRoute("/talk/{name}", say_path)
    assert isinstance(route, WebSocketRoute)
    assert (route.path, route.name, route.dependencies) == ("/talk/{name}", "say_path", [])
    assert path_heard(Starlette(routes=[route]), "/talk/x") == "/talk/x"
    assert path_heard(Router(routes=[route]), "/talk/x") == "/talk/x"


def test_an_application_takes_routes_of_both_kinds_to_begin_with():
    routes = [APIWebSocketRoute("/a", say_path), WebSocketRoute("/b", say_path)]
    app = Etude(routes=routes)
    assert [path_heard(app, "/a"), path_heard(app, "/b")] == ["/a", "/b"]


def test_the_name_is_that_of_the_function_unless_given(app):
    app.websocket("/a/{n}")(say_path)
    app.websocket("/b/{n}", "other")(say_path)
    app.websocket("/c", name="third")(say_path)
    assert app.url_path_for("say_path", n="1") == "/a/1"
    assert app.url_path_for("other", n="1") == "/b/1"
    assert app.url_path_for("third") == "/c"
    assert app.url_path_for("third").protocol == "websocket"


def test_an_endpoint_that_is_no_function_is_refused(app):
    with pytest.raises(DeclarationError, match="endpoint of '/talk' is None"):
        app.add_api_websocket_route("/talk", None)


def test_an_endpoint_that_is_not_async_is_warned_of_and_may_return_a_coroutine(app):
    with pytest.warns(UserWarning, match=r"talk\(\) in .*test_routes.py, line \d+, .*async def"):

        @app.websocket("/talk")
        def talk(websocket: WebSocket):
            return say_path(websocket)

    assert path_heard(app, "/talk") == "/talk"


def test_an_endpoint_that_yields_is_warned_of_and_fails(app):
    with pytest.warns(UserWarning, match="without `yield`"):

        @app.websocket("/talk")
        async def talk(websocket: WebSocket):
            yield

    with pytest.raises(TypeError, match="await"):
        path_heard(app, "/talk")


def test_partials_methods_and_callable_objects_are_endpoints(app):
    class Talk:
        async def __call__(self, websocket: WebSocket):
            await say_path(websocket)

        async def method(self, websocket: WebSocket):
            await say_path(websocket)

    async def with_more(websocket: WebSocket, more: str):
        await say_path(websocket)

    for number, endpoint in enumerate(
        [Talk(), Talk().method, functools.partial(with_more, more="x")]
    ):
        app.add_api_websocket_route(f"/{number}", endpoint, "talk")
        assert path_heard(app, f"/{number}") == f"/{number}"


# Finding


def test_paths_have_convertors(app):
    @app.websocket("/files/{size:int}/{rest:path}")
    async def talk(websocket: WebSocket, size: int, rest: str):
        await websocket.accept()
        await websocket.send_json([size, rest, websocket.path_params])
        await websocket.close()

    with TestClient(app).websocket_connect("/files/3/a/b") as session:
        assert session.receive_json() == [3, "a/b", {"size": 3, "rest": "a/b"}]
    assert is_denied(app, "/files/x/a")


def test_http_requests_and_websockets_share_a_path(app):
    app.websocket("/both")(say_path)

    @app.get("/both")
    def answer():
        return "http"

    assert TestClient(app).get("/both").json() == "http"
    assert path_heard(app, "/both") == "/both"


def test_an_http_request_for_a_websocket_is_not_found(app):
    app.websocket("/talk")(say_path)
    response = TestClient(app).get("/talk")
    assert (response.status_code, response.json()) == (404, {"detail": "Not Found"})
    assert TestClient(app).get("/talk/").status_code == 404


def test_a_websocket_for_an_http_path_or_an_unknown_one_is_denied(app):
    @app.get("/http")
    def answer():
        """Never runs."""

    assert is_denied(app, "/http")
    assert is_denied(app, "/unknown")


def test_a_websocket_is_not_redirected_to_another_slash(app):
    app.websocket("/talk/{n}")(say_path)
    assert is_denied(app, "/talk/3/")


def test_websockets_are_not_in_the_document(app):
    app.websocket("/talk/{n}")(say_path)
    app.websocket_route("/other")(say_path)
    assert app.openapi()["paths"] == {}


def test_a_websocket_costs_http_requests_no_search(app):
    class Route(APIWebSocketRoute):
        def matches(self, scope):
            raise AssertionError("asked about an HTTP request")

    app.router.routes.append(Route("/{anything}", say_path))

    @app.get("/{name}")
    def answer(name: str):
        return name

    assert TestClient(app).get("/x").json() == "x"


# Routers, prefixes and mounts


def test_prefixes_of_routers_and_inclusions_apply(app):
    inner = APIRouter(prefix="/inner")
    inner.websocket("/talk")(say_path)
    outer = APIRouter(prefix="/outer")
    outer.include_router(inner, prefix="/in")
    app.include_router(outer, prefix="/app")
    assert path_heard(app, "/app/outer/in/inner/talk") == "/app/outer/in/inner/talk"
    assert app.url_path_for("say_path") == "/app/outer/in/inner/talk"
    assert is_denied(app, "/inner/talk")


def test_a_route_that_is_added_after_the_inclusion_is_served_too(app):
    router = APIRouter()
    app.include_router(router, prefix="/late")
    router.websocket("/talk")(say_path)
    assert path_heard(app, "/late/talk") == "/late/talk"


def test_a_prefix_may_have_parameters(app):
    router = APIRouter()

    @router.websocket("/{second}")
    async def talk(websocket: WebSocket, second: int, first: int):
        await websocket.accept()
        await websocket.send_json([first, second])
        await websocket.close()

    app.include_router(router, prefix="/{first}")
    with TestClient(app).websocket_connect("/1/2") as session:
        assert session.receive_json() == [1, 2]


def test_an_empty_path_serves_the_prefix(app):
    router = APIRouter()
    router.websocket("")(say_path)
    app.include_router(router, prefix="/talk")
    assert path_heard(app, "/talk") == "/talk"


def test_an_empty_path_under_an_empty_prefix_is_refused(app):
    router = APIRouter()
    router.websocket("")(say_path)
    with pytest.raises(EtudeError, match=r"say_path\(\) .* empty path under an empty prefix"):
        app.include_router(router)


def test_one_router_in_two_places_serves_both(app):
    router = APIRouter()
    router.websocket("/talk")(say_path)
    app.include_router(router, prefix="/a")
    app.include_router(router, prefix="/b")
    assert [path_heard(app, "/a/talk"), path_heard(app, "/b/talk")] == ["/a/talk", "/b/talk"]


def test_starlette_endpoints_get_the_prefixes_and_no_dependencies(app):
    def fail():
        raise AssertionError("a Starlette endpoint has no dependencies")

    router = APIRouter(dependencies=[Depends(fail)])

    @router.websocket_route("/class", "of-class")
    class Talk(WebSocketEndpoint):
        async def on_connect(self, websocket):
            await say_path(websocket)

    router.add_websocket_route("/function", say_path)
    app.include_router(router, prefix="/in")
    assert path_heard(app, "/in/class") == "/in/class"
    assert path_heard(app, "/in/function") == "/in/function"
    assert app.url_path_for("of-class") == "/in/class"


def test_mounted_applications_serve_websockets(app):
    inner = Etude()
    inner.websocket("/talk")(say_path)
    app.mount("/etude", inner)
    app.router.routes.append(Mount("/starlette", routes=[WebSocketRoute("/talk", say_path)]))
    assert path_heard(app, "/etude/talk") == "/etude/talk"
    assert path_heard(app, "/starlette/talk") == "/starlette/talk"
    assert is_denied(app, "/etude/unknown")


def test_the_scope_knows_application_route_and_endpoint(app):
    seen = {}

    @app.websocket("/talk/{n}")
    async def talk(websocket: WebSocket, n: int):
        seen.update(websocket.scope)
        await websocket.accept()

    with TestClient(app).websocket_connect("/talk/1"):
        pass
    assert seen["app"] is app
    assert seen["router"] is app.router
    assert seen["route"].path == "/talk/{n}"
    assert seen["endpoint"] is talk
    assert seen["path_params"] == {"n": "1"}


def test_a_default_application_may_deny_in_its_own_way():
    async def deny(scope, receive, send):
        await send({"type": "websocket.http.response.start", "status": 410, "headers": []})
        await send({"type": "websocket.http.response.body", "body": b"gone"})

    with pytest.raises(WebSocketDenialResponse) as caught, TestClient(
        APIRouter(default=deny)
    ).websocket_connect("/unknown"):
        pass
    assert caught.value.status_code == 410


def test_other_routes_keep_their_order(app):
    app.websocket("/talk/{name}")(say_path)
    app.router.routes.insert(0, Route("/first", lambda request: None))
    assert path_heard(app, "/talk/x") == "/talk/x"
