"""Promises about HEAD, OPTIONS and `Allow`, which paths answer besides their operations."""

import itertools

import anyio
import pytest
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse, StreamingResponse
from starlette.routing import Mount, Route

from etude import APIRouter, BackgroundTasks, Depends, Etude, HTTPException, Request
from etude.middleware.cors import CORSMiddleware
from etude.routing import APIRoute
from etude.testclient import TestClient


def messages_of(app, path="/", method="HEAD", spec_version="2.3", headers=()):
    """Return what an application sends while its client waits, and how long it has to."""
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": spec_version},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": list(headers),
        "client": ("client", 1),
        "server": ("server", 80),
    }
    received = iter([{"type": "http.request", "body": b""}])
    sent = []

    async def receive():
        for message in received:
            return message
        await anyio.sleep_forever()
        return None

    async def send(message):
        await anyio.sleep(0)
        sent.append(message)

    async def serve():
        with anyio.fail_after(10):
            await app(scope, receive, send)

    anyio.run(serve)
    return sent


def head_and_get(app, path="/", **extra):
    """Return both answers, and check that the one to HEAD has no body and ends."""
    head = messages_of(app, path, **extra)
    assert [message["type"] for message in head] == ["http.response.start", "http.response.body"]
    assert not head[1].get("body")
    assert not head[1].get("more_body")
    return head[0], messages_of(app, path, "GET", **extra)[0]


def serving(endpoint, **options):
    app = Etude(**options)
    app.add_api_route("/", endpoint)
    return app


def sub_application():
    app = Etude()
    app.add_api_route("/{name}", lambda name: name)
    app.add_api_route("/{name}", lambda name: name, methods=["DELETE"])
    return app


# HEAD


def text():
    return PlainTextResponse("long text", headers={"x-kind": "text"})


def missing():
    raise HTTPException(404, "not there", {"x-why": "gone"})


async def with_dependency(background: BackgroundTasks, host: str = Depends(lambda: "h")):
    return {"host": host}


@pytest.mark.parametrize("middleware", [None, BaseHTTPMiddleware])
@pytest.mark.parametrize("endpoint", [lambda: {"a": 1}, text, missing, with_dependency])
def test_head_has_the_status_and_the_headers_of_get_and_no_body(endpoint, middleware):
    app = serving(endpoint)
    if middleware is not None:
        app.add_middleware(middleware, dispatch=passing_on)
    head, get = head_and_get(app)
    assert head == get
    assert int(dict(head["headers"])[b"content-length"]) > 0


async def passing_on(request, call_next):
    return await call_next(request)


def test_head_has_the_headers_that_middleware_makes_of_the_body():
    app = serving(lambda: "a" * 2000)
    app.add_middleware(GZipMiddleware)
    head, get = head_and_get(app, headers=[(b"accept-encoding", b"gzip")])
    assert head == get
    assert (b"content-encoding", b"gzip") in head["headers"]


def test_a_missing_path_and_a_wrong_value_have_no_body_either():
    app = Etude()
    app.add_api_route("/items/{number}", lambda number: number)

    @app.get("/checked")
    def checked(number: int):
        pass

    for path in ("/none", "/items", "/checked"):
        head, get = head_and_get(app, path)
        assert head == get


@pytest.mark.parametrize("middleware", [False, True])
def test_an_unhandled_error_has_no_body_either_and_goes_to_the_server(middleware):
    app = serving(lambda: 1 / 0)
    if middleware:
        app.add_middleware(Passing)

    async def quiet(scope, receive, send):
        with pytest.raises(ZeroDivisionError):
            await app(scope, receive, send)

    head, get = head_and_get(quiet)
    assert head == get
    assert head["status"] == 500


def test_an_endpoint_sees_that_it_is_head_and_its_route():
    def read(request: Request, number: int):
        return f"{request.method} {request.scope['route'].path} {number}"

    app = Etude()
    app.add_api_route("/{number}", read)
    head = TestClient(app).head("/3")
    assert head.headers["content-length"] == str(len('"HEAD /{number} 3"'))


@pytest.mark.parametrize("is_automatic_first", [True, False])
def test_an_operation_for_head_wins_wherever_it_stands(is_automatic_first):
    app = Etude()
    operations = [("/{x}", ["GET"]), ("/{y}", ["HEAD"])]
    for path, methods in operations if is_automatic_first else reversed(operations):
        app.add_api_route(path, lambda: None, methods=methods, status_code=200 + len(methods[0]))
    client = TestClient(app)
    assert [client.get("/a").status_code, client.head("/a").status_code] == [203, 204]


def test_head_of_an_unknown_path_redirects_as_get_does():
    app = Etude()
    app.add_api_route("/x/", lambda: 1)
    answer = TestClient(app).head("/x", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (307, "http://testserver/x/")


def test_head_calls_what_overrides_a_dependency():
    app = serving(with_dependency)
    default = app.routes[-1].dependant.dependencies[0].call
    app.dependency_overrides[default] = lambda: "another"
    assert TestClient(app).head("/").headers["content-length"] == str(len('{"host":"another"}'))


def test_where_get_is_not_served_head_is_not():
    app = Etude()
    app.add_api_route("/", lambda: 1, methods=["POST"])
    answer = TestClient(app).head("/")
    assert (answer.status_code, answer.headers["allow"]) == (405, "OPTIONS, POST")


# HEAD of what streams


def endless(closed):
    async def read():
        try:
            for number in itertools.count():
                yield number
        finally:
            closed.append("source")

    return read


def endless_of_starlette(closed):
    async def numbers():
        try:
            for _ in itertools.count():
                yield b"0"
        finally:
            closed.append("source")

    async def read(background: BackgroundTasks):
        background.add_task(closed.append, "task")
        return StreamingResponse(numbers(), headers={"x-kind": "stream"})

    return read


@pytest.mark.parametrize("spec_version", ["2.3", "2.4"])
@pytest.mark.parametrize("middleware", [False, True])
@pytest.mark.parametrize("kind", [endless, endless_of_starlette])
def test_head_ends_a_stream_behind_its_headers(kind, middleware, spec_version):
    events = []

    async def resource():
        try:
            yield
        except Exception as error:
            events.append(error)
            raise
        events.append("resource")

    app = Etude(dependencies=[Depends(resource)])
    app.add_api_route("/", kind(events))
    if middleware:
        app.add_middleware(Passing)
    start, end = messages_of(app, spec_version=spec_version)
    assert start["status"] == 200
    assert end == {"type": "http.response.body", "body": b""}
    tasks = ["task"] if kind is endless_of_starlette else []
    assert events == ["source", *tasks, "resource"]


class Passing:
    """Middleware that hands all messages on."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        await self.app(scope, receive, send)


def test_head_ends_a_stream_inside_middleware_that_repeats_it():
    events = []
    app = serving(endless_of_starlette(events))
    app.add_middleware(BaseHTTPMiddleware, dispatch=passing_on)
    assert [message["type"] for message in messages_of(app)] == [
        "http.response.start",
        "http.response.body",
    ]


def test_what_a_stream_raises_before_its_first_item_is_no_answer_to_head_either():
    async def read():
        raise HTTPException(409)
        yield

    head, get = head_and_get(serving(read))
    assert head == get
    assert head["status"] == 409


def test_a_client_that_really_left_is_still_an_error():
    async def read():
        raise ClientDisconnect

    with pytest.raises(ClientDisconnect):
        messages_of(serving(read))


# OPTIONS and Allow


def test_allow_lists_the_methods_of_all_routes_of_a_path_also_of_included_routers():
    inner = APIRouter()
    inner.add_api_route("/{name}", lambda: 1, methods=["DELETE"])
    app = Etude()
    app.add_api_route("/items/first", lambda: 1)
    app.include_router(inner, prefix="/items")
    app.router.routes.append(Route("/items/{x:path}", text, methods=["PATCH"]))
    client = TestClient(app)
    told, refused = client.options("/items/first"), client.put("/items/first")
    assert told.headers["allow"] == refused.headers["allow"] == "DELETE, GET, HEAD, OPTIONS, PATCH"
    assert client.options("/items/second").headers["allow"] == "DELETE, OPTIONS, PATCH"


def test_options_answers_with_status_204_and_nothing_else():
    (start, end) = messages_of(serving(lambda: 1), method="OPTIONS")
    assert start["status"] == 204
    assert start["headers"] == [(b"allow", b"GET, HEAD, OPTIONS")]
    assert not end.get("body")


def test_options_runs_no_dependency():
    def refuse():
        raise HTTPException(401)

    assert TestClient(serving(text, dependencies=[Depends(refuse)])).options("/").status_code == 204


def test_options_of_an_unknown_path_is_not_found():
    assert TestClient(serving(text)).options("/none").status_code == 404


def test_an_operation_for_options_wins_also_one_for_all_paths():
    app = serving(text)

    @app.options("/{path:path}")
    def describe(path: str):
        return "mine"

    assert TestClient(app).options("/").json() == "mine"
    assert TestClient(app).put("/").headers["allow"] == "GET, HEAD, OPTIONS"


def test_a_preflight_is_answered_by_the_middleware():
    app = serving(text)
    app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["GET"])
    headers = {"origin": "https://a.example", "access-control-request-method": "GET"}
    answer = TestClient(app).options("/", headers=headers)
    assert (answer.status_code, answer.headers["access-control-allow-methods"]) == (200, "GET")
    plain = TestClient(app).options("/", headers={"origin": "https://a.example"})
    assert (plain.status_code, plain.headers["access-control-allow-origin"]) == (204, "*")


# Mounts


@pytest.mark.parametrize("mounted", [sub_application(), sub_application().router])
def test_what_is_mounted_answers_head_and_options_by_its_own_routes(mounted):
    client = TestClient(Etude(routes=[Mount("/sub", mounted)]))
    assert client.head("/sub/a").headers["content-length"] == str(len('"a"'))
    assert client.options("/sub/a").headers["allow"] == "DELETE, GET, HEAD, OPTIONS"
    assert client.put("/sub/a").headers["allow"] == "DELETE, GET, HEAD, OPTIONS"


def test_an_operation_before_a_mount_answers_head_and_options_of_its_path():
    app = Etude()
    app.add_api_route("/a", text)
    app.add_api_route("/b", text, methods=["POST"])
    app.mount("/", sub_application())
    client = TestClient(app)
    assert client.head("/a").headers["x-kind"] == "text"
    assert client.options("/a").headers["allow"] == "GET, HEAD, OPTIONS"
    assert client.delete("/a").json() == "a"
    assert client.head("/b").headers["content-length"] == str(len('"b"'))


# Switches


def test_both_can_be_switched_off_in_an_application():
    client = TestClient(serving(text, automatic_head=False, automatic_options=False))
    for path, allowed in (("/", "GET"), ("/docs", "GET, HEAD")):
        for method in ("OPTIONS", "POST"):
            answer = client.request(method, path)
            assert (answer.status_code, answer.headers["allow"]) == (405, allowed)
    assert client.head("/").status_code == 405


@pytest.mark.parametrize("where", ["router", "inclusion", "operation"])
def test_each_can_be_switched_off_in_a_part(where):
    off = {"automatic_head": False, "automatic_options": False}

    def said(place):
        return off if where == place else {}

    router = APIRouter(**said("router"))
    router.add_api_route("/quiet", text, **said("operation"))
    app = Etude()
    app.include_router(router, **said("inclusion"))
    app.add_api_route("/other", text)
    client = TestClient(app)
    assert client.head("/quiet").status_code == client.options("/quiet").status_code == 405
    assert client.put("/quiet").headers["allow"] == "GET"
    assert client.head("/other").status_code == 200


def test_a_part_may_be_on_where_the_application_is_off():
    app = Etude(automatic_head=False, automatic_options=False)
    app.add_api_route("/", text, automatic_head=True, automatic_options=True)
    assert TestClient(app).head("/").status_code == 200
    assert TestClient(app).options("/").headers["allow"] == "GET, HEAD, OPTIONS"


def test_the_switches_are_attributes_of_routers_and_routes():
    router = APIRouter(automatic_head=False)
    router.add_api_route("/", text)
    assert router.automatic_head is router.routes[0].automatic_head is False
    assert router.routes[0].automatic_options is APIRoute("/", text).automatic_head is True


def test_a_mount_serves_head_where_the_operation_before_it_does_not():
    app = Etude(automatic_head=False, automatic_options=False)
    app.add_api_route("/a", text)
    app.mount("/", sub_application())
    client = TestClient(app)
    assert client.head("/a").headers["content-length"] == str(len('"a"'))
    assert client.options("/a").headers["allow"] == "DELETE, GET, HEAD, OPTIONS"


# The document, and what else looks at routes


def test_the_document_and_the_routes_show_what_is_declared():
    app = serving(text)
    assert list(app.openapi()["paths"]["/"]) == ["get"]
    assert app.routes[-1].methods == {"GET"}


# Handlers for 404 and 405


def test_what_middleware_adds_to_one_refusal_is_not_in_the_next():
    app = serving(text)

    @app.middleware("http")
    async def count(request, call_next):
        response = await call_next(request)
        response.headers.append("x-seen", "1")
        return response

    client = TestClient(app)
    for _ in range(2):
        assert client.get("/none").headers.get_list("x-seen") == ["1"]
        assert client.put("/").headers.get_list("x-seen") == ["1"]


@pytest.mark.parametrize(
    ("path", "method", "status"), [("/none", "GET", 404), ("/", "PUT", 405), ("/x/y/", "GET", 404)]
)
def test_a_refusal_is_the_same_with_a_handler_that_does_what_ours_does(path, method, status):
    def handle(request, error):
        return PlainTextResponse(f"{error.status_code} {error.headers}", error.status_code)

    plain, handled = serving(text), serving(text)
    handled.add_exception_handler(status, handle)
    first, second = messages_of(plain, path, method)
    assert first["status"] == status
    assert second["body"] == b'{"detail":"%s"}' % (
        b"Not Found" if status == 404 else b"Method Not Allowed"
    )
    headers = None if status == 404 else {"Allow": "GET, HEAD, OPTIONS"}
    assert messages_of(handled, path, method)[1]["body"] == f"{status} {headers}".encode()


def test_head_ends_a_stream_that_has_nothing_to_do_afterwards():
    async def numbers():
        while True:
            yield b"1"

    app = Etude()
    app.add_api_route("/", lambda: StreamingResponse(numbers()))
    start, end = messages_of(app)
    assert (start["status"], end["body"]) == (200, b"")
