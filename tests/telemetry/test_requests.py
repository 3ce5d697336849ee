"""The span of a request: its name, its attributes, its end."""

import asyncio

import pytest
from opentelemetry.sdk.trace.sampling import Decision, Sampler, SamplingResult
from opentelemetry.trace import StatusCode
from starlette.applications import Starlette
from starlette.routing import Host, Mount, Route

from etude import APIRouter, BackgroundTasks, Depends, Etude, HTTPException
from etude.responses import PlainTextResponse, StreamingResponse
from etude.testclient import TestClient

TRACE_ID, SPAN_ID = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"


@pytest.fixture
def app(records):
    app = Etude(telemetry=records.config(operation_spans=False))

    @app.get("/items/{item_id}")
    def read_item(item_id: int):
        return item_id

    @app.get("/files/{path:path}")
    def read_file(path: str):
        return path

    @app.get("/missing")
    def missing():
        raise HTTPException(404)

    @app.get("/busy")
    def busy():
        raise HTTPException(503)

    @app.get("/broken")
    def broken():
        raise ValueError("broken")

    return app


@pytest.fixture
def client(app):
    return TestClient(app, raise_server_exceptions=False)


def test_a_request_is_a_server_span_named_by_method_and_route(client, records):
    client.get("/items/3")
    assert records.request.name == "GET /items/{item_id}"
    assert records.request.instrumentation_scope.name == "etude"


def test_a_span_says_what_was_asked_for_and_answered(client, records):
    client.get("/items/3?unit=kg")
    assert dict(records.request.attributes) == {
        "server.address": "testserver",
        "server.port": 80,
        "url.path": "/items/3",
        "url.scheme": "http",
        "url.query": "unit=kg",
        "http.request.method": "GET",
        "network.protocol.version": "1.1",
        "http.route": "/items/{item_id}",
        "http.response.status_code": 200,
    }
    assert records.request.status.status_code is StatusCode.UNSET


def test_a_sampler_sees_all_that_is_known_at_the_beginning(app, records):
    seen = []

    class Seeing(Sampler):
        def should_sample(self, parent_context, trace_id, name, kind=None, attributes=None, *_):
            seen.append((name, dict(attributes)))
            return SamplingResult(Decision.DROP)

        def get_description(self):
            return "sees"

    records.tracers.sampler = Seeing()
    TestClient(app).get("/items/3")
    ((name, attributes),) = seen
    assert name == "GET"
    assert attributes["url.path"] == "/items/3"
    assert "http.route" not in attributes


@pytest.mark.parametrize(
    ("method", "path", "name"),
    [
        ("GET", "/files/a/b", "GET /files/{path}"),
        ("GET", "/unknown", "GET"),
        ("DELETE", "/items/3", "DELETE /items/{item_id}"),
        ("GET", "/items/3/", "GET /items/{item_id}"),
        ("DELETE", "/items/3/", "DELETE /items/{item_id}"),
        ("FETCH", "/items/3", "HTTP /items/{item_id}"),
        ("FETCH", "/unknown", "HTTP"),
    ],
)
def test_a_span_is_named_by_the_route_that_the_request_means(client, records, method, path, name):
    client.request(method, path, follow_redirects=False)
    assert records.request.name == name


def test_a_method_that_nobody_knows_is_other(client, records):
    client.request("FETCH", "/items/3")
    assert records.request.attributes["http.request.method"] == "_OTHER"
    assert records.request.attributes["http.request.method_original"] == "FETCH"


def test_the_route_has_all_prefixes(records):
    async def endpoint(request):
        return PlainTextResponse("")

    app, inner, silent = Etude(telemetry=records.config()), Etude(), Etude(telemetry=_OFF)
    router, mounted = APIRouter(prefix="/router"), APIRouter()
    for declared in (inner, silent, router, mounted):
        declared.get("/at/{x}")(lambda x: x)
    app.include_router(router, prefix="/included")
    app.mount("/mounts/{k}", inner)
    silent.mount("/inner/{j}", inner)
    app.mount("/silent", silent)
    app.mount("/mounted-router", mounted)
    app.mount("/starlette", Starlette(routes=[Route("/at/{x}", endpoint)]))
    app.add_route("/plain/{x}", endpoint)
    app.router.routes.append(Host("{h}.org", app=Starlette(routes=[Route("/h", endpoint)])))
    client = TestClient(app)
    for path in (
        "/included/router/at/1",
        "/mounts/1/at/1",
        "/mounts/1/unknown",
        "/silent/inner/1/at/1",
        "/mounted-router/at/1",
        "/starlette/at/1",
        "/plain/1",
    ):
        client.get(path)
    client.delete("/mounts/1/at/1")
    client.get("/h", headers={"host": "a.org"})
    assert [span.name for span in records.spans if span.kind.name == "SERVER"] == [
        "GET /included/router/at/{x}",
        "GET /mounts/{k}/at/{x}",
        "GET /mounts/{k}/{path}",
        "GET /silent/inner/{j}/at/{x}",
        "GET /mounted-router/at/{x}",
        "GET /starlette/{path}",
        "GET /plain/{x}",
        "DELETE /mounts/{k}/at/{x}",
        "GET",
    ]


_OFF = {"tracing": False, "metrics": False, "logs": False}


@pytest.mark.parametrize(
    ("method", "path", "name"),
    [
        ("GET", "/pages/a", "GET /pages/{path}"),
        ("POST", "/pages/a", "POST /pages/{path}"),
        ("GET", "/included/pages/", "GET /included/pages/{path}"),
    ],
)
def test_the_files_of_a_frontend_have_one_route(records, tmp_path, method, path, name):
    (tmp_path / "index.html").write_text("")
    app, router = Etude(telemetry=records.config()), APIRouter()
    app.frontend("/pages", directory=tmp_path)
    router.frontend("/pages", directory=tmp_path)
    app.include_router(router, prefix="/included")
    TestClient(app).request(method, path)
    assert records.names == [name]


def test_the_route_begins_with_the_root_path_of_the_outermost_application(app, records, exchange):
    exchange(app, "/api/items/1", root_path="/api")
    assert records.request.name == "GET /api/items/{item_id}"


def test_a_recorded_application_in_one_that_is_not_has_its_own_route(app, records):
    TestClient(Starlette(routes=[Mount("/outer/{x}", app)])).get("/outer/1/items/1")
    assert records.request.name == "GET /items/{item_id}"


def test_an_application_inside_another_one_adds_no_second_span(records):
    app, inner = Etude(telemetry=records.config()), Etude(telemetry=records.config())
    inner.get("/")(lambda: 1)
    app.mount("/inner", inner)
    TestClient(app).get("/inner/")
    assert records.request.name == "GET /inner/"


@pytest.mark.parametrize(
    ("sent", "recorded"),
    [
        (b"sig=1&a=2", "sig=REDACTED&a=2"),
        (b"a=1&X-Amz-Signature=&X-Amz-Credential=c", None),
        (b"X-Amz-Security-Token=1&X-Goog-Signature=2", None),
        (b"x-amz-signature=u&SIG=1", "x-amz-signature=u&SIG=1"),
        (b"%73ig=1&s%69g=2", "%73ig=REDACTED&s%69g=REDACTED"),
        (b"q=sig=1&sig", "q=sig=1&sig"),
        (b"a=%FF&b=c+d%20e", "a=%FF&b=c+d%20e"),
    ],
)
def test_what_grants_access_is_taken_out_of_the_query(app, records, exchange, sent, recorded):
    exchange(app, "/items/1", query=sent)
    query = records.request.attributes["url.query"]
    if recorded is None:
        values = [value.partition("=") for value in query.split("&")]
        assert {value for name, _, value in values if name != "a"} == {"REDACTED"}
    else:
        assert query == recorded


@pytest.mark.parametrize(
    ("scope", "address", "port"),
    [
        ({"headers": [(b"host", b"example.com:8080")]}, "example.com", 8080),
        ({"headers": [(b"host", b"example.com")]}, "example.com", 80),
        ({"headers": [(b"host", b"example.com")], "scheme": "https"}, "example.com", 443),
        ({"headers": [(b"host", b"example.com")], "scheme": None}, "example.com", 80),
        ({"headers": [(b"host", b"[::1]:99")]}, "::1", 99),
        ({"headers": [(b"host", b"[")]}, "testserver", 80),
        ({"headers": [(b"host", b"a:b")]}, "testserver", 80),
        ({"headers": [(b"host", b":90")]}, "testserver", 80),
        ({"server": ("/run/app.sock", None)}, "/run/app.sock", None),
        ({"server": None}, None, None),
    ],
)
def test_the_server_is_the_one_that_the_client_asked(app, records, exchange, scope, address, port):
    exchange(app, "/items/1", **scope)
    assert records.request.attributes.get("server.address") == address
    assert records.request.attributes.get("server.port") == port


def test_a_server_that_does_not_say_its_protocol_is_recorded_without(app, records):
    scope = {"type": "http", "method": "GET", "path": "/items/1", "headers": []}

    async def receive():
        return {"type": "http.request"}

    async def send(message):
        pass

    asyncio.run(app({**scope, "query_string": b""}, receive, send))
    assert "network.protocol.version" not in records.request.attributes
    assert records.request.attributes["url.scheme"] == "http"


@pytest.mark.parametrize(
    ("path", "status", "error_type"),
    [("/busy", 503, "503"), ("/broken", 500, "ValueError")],
)
def test_a_failure_of_the_server_is_an_error(client, records, path, status, error_type):
    assert client.get(path).status_code == status
    assert records.request.status.status_code is StatusCode.ERROR
    assert records.request.attributes["error.type"] == error_type
    assert records.request.attributes["http.response.status_code"] == status


@pytest.mark.parametrize(("path", "status"), [("/missing", 404), ("/items/x", 422)])
def test_a_failure_of_the_client_is_no_error(client, records, path, status):
    assert client.get(path).status_code == status
    assert records.request.status.status_code is StatusCode.UNSET
    assert "error.type" not in records.request.attributes


def test_a_stream_that_breaks_is_an_error(app, records, exchange):
    async def chunks():
        yield "a"
        raise KeyError("b")

    app.get("/stream")(lambda: StreamingResponse(chunks()))
    with pytest.raises(KeyError):
        exchange(app, "/stream", asgi={"version": "3.0", "spec_version": "2.4"})
    assert records.request.attributes["error.type"] == "KeyError"
    assert records.request.attributes["http.response.status_code"] == 200


def test_a_request_that_is_cancelled_is_an_error_and_not_logged(app, records, exchange):
    @app.get("/cancelled")
    async def cancelled():
        raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        exchange(app, "/cancelled")
    assert records.request.attributes["error.type"].endswith("CancelledError")
    assert records.logs == []


def test_a_span_ends_when_the_answer_is_sent(app, client, records):
    ended = []

    @app.get("/later")
    def later(tasks: BackgroundTasks):
        tasks.add_task(lambda: ended.append(bool(records.spans)))

    client.get("/later")
    assert ended == [True]


def test_what_fails_after_the_answer_changes_the_span_no_more(app, client, records):
    async def late():
        yield
        raise ValueError("late")

    app.get("/late", dependencies=[Depends(late)])(lambda: 1)
    client.get("/late")
    assert records.request.status.status_code is StatusCode.UNSET
    assert [log[0] for log in records.logs] == ["http.server.request.exception"]


def test_a_file_that_the_server_sends_by_its_path_ends_the_span(app, records, exchange, tmp_path):
    async def send_path(request):
        async def answer(scope, receive, send):
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.pathsend", "path": str(tmp_path)})
            assert records.request.name == "GET /path"

        return answer

    app.add_route("/path", send_path)
    exchange(app, "/path")
    assert records.request.attributes["http.response.status_code"] == 200


def test_a_trace_of_the_client_is_continued(client, records):
    client.get("/items/1", headers={"traceparent": f"00-{TRACE_ID}-{SPAN_ID}-01"})
    assert format(records.request.context.trace_id, "032x") == TRACE_ID
    assert format(records.request.parent.span_id, "016x") == SPAN_ID


def test_what_is_no_trace_is_ignored(app, records, exchange):
    exchange(app, "/items/1", headers=[(b"traceparent", b"\xff"), (b"traceparent", b"00-0")])
    assert records.request.parent is None


def test_a_span_around_the_application_is_the_parent(app, records):
    async def around(scope, receive, send):
        with records.tracers.get_tracer("outer").start_as_current_span("around"):
            await app(scope, receive, send)

    headers = {"traceparent": f"00-{TRACE_ID}-{SPAN_ID}-01"}
    TestClient(around).get("/items/1", headers=headers)
    assert records.parent_of("GET /items/{item_id}") == "around"


def test_middleware_runs_inside_the_span(app, client, records):
    @app.middleware("http")
    async def inside(request, call_next):
        with records.tracers.get_tracer("user").start_as_current_span("inside"):
            return await call_next(request)

    client.get("/items/1")
    assert records.parent_of("inside") == "GET /items/{item_id}"


class _Around:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        await self.app(scope, receive, send)


def test_an_error_inside_middleware_is_recorded_too(app, client, records):
    app.add_middleware(_Around)
    client.get("/broken")
    assert records.request.attributes["error.type"] == "ValueError"
    assert records.request.attributes["http.response.status_code"] == 500
