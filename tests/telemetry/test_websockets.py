"""WebSockets have a span too."""

import pytest
from opentelemetry.trace import StatusCode
from starlette.websockets import WebSocketDisconnect

from etude import APIRouter, BackgroundTasks, Depends, Etude, WebSocket, WebSocketException
from etude.telemetry import get_telemetry_data
from etude.testclient import TestClient


@pytest.fixture
def app(records):
    return Etude(telemetry=records.config())


@pytest.fixture
def converse(app):
    """A function that opens a WebSocket and takes what comes until its end."""

    def converse(path):
        with TestClient(app).websocket_connect(path) as websocket:
            while True:
                websocket.receive_text()

    return converse


async def _greet(websocket: WebSocket):
    await websocket.accept()
    await websocket.send_text("hello")
    await websocket.close()


def test_a_websocket_is_a_server_span_named_by_its_route(app, converse, records):
    app.websocket("/rooms/{room}")(_greet)
    with pytest.raises(WebSocketDisconnect):
        converse("/rooms/1?token=secret")
    assert records.names == ["WS /rooms/{room}", "etude.dependencies", "etude.endpoint"]
    assert dict(records.request.attributes) == {
        "server.address": "testserver",
        "server.port": 80,
        "url.path": "/rooms/1",
        "url.scheme": "ws",
        "network.protocol.name": "websocket",
        "http.route": "/rooms/{room}",
    }
    assert records.request.status.status_code is StatusCode.UNSET


def test_the_route_of_a_websocket_has_all_prefixes(app, converse, records):
    inner, router = Etude(telemetry=records.config()), APIRouter()
    router.websocket("/at/{x}")(_greet)
    inner.include_router(router, prefix="/router")
    app.get("/mounts/1/router/at/1")(lambda: 1)
    app.mount("/mounts/{k}", inner)
    with pytest.raises(WebSocketDisconnect):
        converse("/mounts/1/router/at/1")
    assert records.request.name == "WS /mounts/{k}/router/at/{x}"


def test_a_websocket_without_a_route_is_a_span(converse, records):
    with pytest.raises(WebSocketDisconnect):
        converse("/unknown")
    assert records.request.name == "WS"


def test_a_client_that_leaves_is_no_error(app, records):
    @app.websocket("/")
    async def listen(websocket: WebSocket):
        await websocket.accept()
        await websocket.receive_text()

    with pytest.raises(WebSocketDisconnect), TestClient(app).websocket_connect("/"):
        pass
    assert {span.status.status_code for span in records.spans} == {StatusCode.UNSET}
    assert records.logs == []


def test_a_close_code_is_no_error(app, converse, records):
    @app.websocket("/")
    async def refuse(websocket: WebSocket):
        raise WebSocketException(1008)

    with pytest.raises(WebSocketDisconnect):
        converse("/")
    assert {span.status.status_code for span in records.spans} == {StatusCode.UNSET}


def test_an_exception_of_a_websocket_is_an_error_and_logged(app, converse, records):
    @app.websocket("/")
    async def fail(websocket: WebSocket):
        await websocket.accept()
        raise ValueError("fail")

    with pytest.raises(ValueError, match="fail"):
        converse("/")
    assert records.request.attributes["error.type"] == "ValueError"
    assert records.span("etude.endpoint").attributes["error.type"] == "ValueError"
    ((event, severity, body, attributes, _),) = records.logs
    assert (event, severity) == ("etude.websocket.exception", "ERROR")
    assert body == "Unhandled exception in Etude WebSocket connection"
    assert attributes["http.route"] == "/"


def test_a_handshake_that_does_not_fit_is_logged(app, converse, records):
    @app.websocket("/{number}")
    async def count(websocket: WebSocket, number: int):
        pass

    with pytest.raises(WebSocketDisconnect):
        converse("/x")
    ((event, _, _, attributes, _),) = records.logs
    assert event == "etude.validation.failed"
    assert attributes["etude.validation.error_count"] == 1


def test_an_endpoint_sees_the_websocket(app, converse, records):
    seen = []

    @app.websocket("/{x}")
    async def greet(websocket: WebSocket, x: int, tasks: BackgroundTasks):
        tasks.add_task(print)
        data = get_telemetry_data()
        seen.append((data.websocket is websocket, data.request, data.body, data.values["x"]))
        await _greet(websocket)

    with pytest.raises(WebSocketDisconnect):
        converse("/1")
    assert seen == [(True, None, None, 1)]
    assert records.parent_of("etude.background_task") == "WS /{x}"


def test_overridden_dependencies_of_a_websocket_run_inside_the_spans(app, converse, records):
    def original():
        pass

    def override():
        with records.tracers.get_tracer("user").start_as_current_span("override"):
            pass

    app.websocket("/", dependencies=[Depends(original)])(_greet)
    app.dependency_overrides[original] = override
    with pytest.raises(WebSocketDisconnect):
        converse("/")
    assert records.parent_of("override") == "etude.dependencies"


def test_a_websocket_that_is_excluded_is_not_recorded(records):
    app = Etude(telemetry=records.config(exclude=lambda scope: True))
    app.websocket("/")(_greet)
    with TestClient(app).websocket_connect("/") as websocket:
        assert websocket.receive_text() == "hello"
    assert records.spans == []
