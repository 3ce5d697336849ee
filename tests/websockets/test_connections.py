"""Promises about talking over a WebSocket, on both ends."""

import contextlib

import pytest
import starlette.exceptions
import starlette.websockets
from starlette.testclient import WebSocketDenialResponse
from starlette.websockets import WebSocketState

import etude
import etude.websockets
from etude import (
    Etude,
    HTTPException,
    WebSocket,
    WebSocketDisconnect,
    WebSocketException,
    status,
)
from etude.responses import JSONResponse
from etude.testclient import TestClient


@contextlib.contextmanager
def session_with(endpoint, path="/", **keywords):
    app = Etude()
    app.websocket("/")(endpoint)
    with TestClient(app).websocket_connect(path, **keywords) as session:
        yield session


# Names


def test_the_names_are_starlettes_objects():
    for name in ("WebSocket", "WebSocketDisconnect"):
        assert getattr(etude, name) is getattr(starlette.websockets, name)
    for name in ("WebSocket", "WebSocketDisconnect", "WebSocketState"):
        assert getattr(etude.websockets, name) is getattr(starlette.websockets, name)


def test_the_exception_is_a_starlette_exception():
    error = WebSocketException(4000)
    assert issubclass(WebSocketException, starlette.exceptions.WebSocketException)
    assert (error.code, error.reason) == (4000, "")
    assert WebSocketException(4000, "r").reason == "r"


def test_the_close_codes_have_names():
    codes = [name for name in dir(status) if name.startswith("WS_")]
    assert {int(name[3:7]) for name in codes} >= {*range(1000, 1004), 1005, *range(1006, 1016)}
    assert status.WS_1008_POLICY_VIOLATION == 1008
    assert status.WS_1011_INTERNAL_ERROR == 1011


# Messages


def test_text_bytes_and_json_go_both_ways():
    async def talk(websocket: WebSocket):
        await websocket.accept()
        await websocket.send_text(await websocket.receive_text())
        await websocket.send_bytes(await websocket.receive_bytes())
        await websocket.send_json(await websocket.receive_json())
        await websocket.send_json(await websocket.receive_json(mode="binary"), mode="binary")
        await websocket.close()

    with session_with(talk) as session:
        session.send_text("a")
        assert session.receive_text() == "a"
        session.send_bytes(b"b")
        assert session.receive_bytes() == b"b"
        session.send_json({"c": 1})
        assert session.receive_json() == {"c": 1}
        session.send_json(["d"], mode="binary")
        assert session.receive_json(mode="binary") == ["d"]


@pytest.mark.parametrize(("kind", "value"), [("text", "a"), ("bytes", b"a"), ("json", [1])])
def test_iterations_end_when_the_client_leaves(kind, value):
    ends = []

    async def talk(websocket: WebSocket):
        await websocket.accept()
        received = [item async for item in getattr(websocket, f"iter_{kind}")()]
        ends.append(received)

    with session_with(talk) as session:
        getattr(session, f"send_{kind}")(value)
        getattr(session, f"send_{kind}")(value)
    assert ends == [[value, value]]


def test_raw_messages_go_both_ways():
    async def talk(websocket: WebSocket):
        await websocket.accept()
        message = await websocket.receive()
        await websocket.send({"type": "websocket.send", "text": message["text"]})

    with session_with(talk) as session:
        session.send({"type": "websocket.receive", "text": "raw"})
        assert session.receive() == {"type": "websocket.send", "text": "raw"}


@pytest.mark.parametrize(("sent", "method"), [("bytes", "receive_text"), ("text", "receive_bytes")])
def test_a_frame_of_the_other_type_is_a_key_error(app, sent, method):
    caught = []

    @app.websocket("/")
    async def talk(websocket: WebSocket):
        await websocket.accept()
        try:
            await getattr(websocket, method)()
        except KeyError as error:
            caught.append(error)

    with TestClient(app).websocket_connect("/") as session:
        session.send({"type": "websocket.receive", sent: b"x" if sent == "bytes" else "x"})
        session.receive()
    assert len(caught) == 1


@pytest.mark.parametrize(
    ("method", "arguments"),
    [("receive_text", ()), ("receive_json", ()), ("send_text", ("x",)), ("send_bytes", (b"x",))],
)
def test_talking_before_accepting_is_an_error(app, converse, method, arguments):
    @app.websocket("/")
    async def talk(websocket: WebSocket):
        await getattr(websocket, method)(*arguments)

    conversation = converse(app, "/")
    assert isinstance(conversation.error, RuntimeError)
    assert conversation.sent == []


def test_sending_after_closing_is_an_error(app, converse):
    @app.websocket("/")
    async def talk(websocket: WebSocket):
        await websocket.accept()
        await websocket.close()
        await websocket.send_text("late")

    conversation = converse(app, "/")
    assert isinstance(conversation.error, RuntimeError)
    assert conversation.closes == [(1000, "")]


# Opening


def test_subprotocol_and_headers_reach_the_client():
    async def talk(websocket: WebSocket):
        offered = websocket.scope["subprotocols"]
        await websocket.accept(subprotocol=offered[1], headers=[(b"x-extra", b"1")])

    with session_with(talk, subprotocols=["a", "b"]) as session:
        assert session.accepted_subprotocol == "b"
        assert (b"x-extra", b"1") in session.extra_headers
        assert session.scope["subprotocols"] == ["a", "b"]


def test_the_websocket_knows_its_handshake(app):
    seen = {}

    @app.websocket("/{n}")
    async def talk(websocket: WebSocket):
        names = ("headers", "query_params", "path_params", "cookies", "client", "url", "app")
        seen.update({name: getattr(websocket, name) for name in names})
        seen["states"] = (websocket.client_state, websocket.application_state)
        await websocket.accept()

    client = TestClient(app, headers={"x-client": "c"}, cookies={"a": "1"})
    with client.websocket_connect("wss://testserver/3", params={"q": "x"}, headers={"x-own": "o"}):
        pass
    assert (seen["headers"]["x-client"], seen["headers"]["x-own"]) == ("c", "o")
    assert (seen["query_params"]["q"], seen["path_params"]) == ("x", {"n": "3"})
    assert (seen["cookies"], seen["client"].host) == ({"a": "1"}, "testclient")
    assert (seen["url"].scheme, seen["url"].path) == ("wss", "/3")
    assert seen["app"] is app
    assert seen["states"] == (WebSocketState.CONNECTING, WebSocketState.CONNECTING)


def test_the_state_of_the_lifespan_is_in_the_state_of_the_websocket():
    @contextlib.asynccontextmanager
    async def lifespan(app):
        yield {"pool": 7}

    app = Etude(lifespan=lifespan)

    @app.websocket("/")
    async def talk(websocket: WebSocket):
        await websocket.accept()
        await websocket.send_json(websocket.state.pool)

    with TestClient(app) as client, client.websocket_connect("/") as session:
        assert session.receive_json() == 7


def test_the_owner_of_a_route_below_a_mount_is_the_mounted_application(app):
    owners, inner = [], Etude()

    @inner.websocket("/talk")
    async def talk(websocket: WebSocket):
        owners.append(websocket.app)
        await websocket.accept()

    app.mount("/inner", inner)
    with TestClient(app).websocket_connect("/inner/talk"):
        pass
    assert owners == [inner]


# Closing


def test_closing_before_accepting_denies_the_handshake(app, client):
    @app.websocket("/")
    async def talk(websocket: WebSocket):
        await websocket.close(4001, "r")

    with pytest.raises(WebSocketDisconnect) as caught, client.websocket_connect("/"):
        pass
    assert (caught.value.code, caught.value.reason) == (4001, "r")


def test_the_client_reads_the_close_and_may_send_on():
    async def talk(websocket: WebSocket):
        await websocket.accept()
        await websocket.close(4002, "enough")

    with session_with(talk) as session:
        with pytest.raises(WebSocketDisconnect) as caught:
            session.receive_text()
        assert (caught.value.code, caught.value.reason) == (4002, "enough")
        assert session.send_text("late") is None


def test_the_endpoint_reads_that_the_client_left():
    seen = []

    async def talk(websocket: WebSocket):
        await websocket.accept()
        try:
            await websocket.receive_text()
        except WebSocketDisconnect as error:
            seen.extend([error.code, error.reason])
        seen.extend([websocket.client_state.name, websocket.application_state.name])

    with session_with(talk) as session:
        session.close(4003, "bye")
    assert seen == [4003, "bye", "DISCONNECTED", "CONNECTED"]


def test_a_response_may_deny_the_handshake(app, client):
    @app.websocket("/")
    async def talk(websocket: WebSocket):
        await websocket.send_denial_response(JSONResponse({"why": "no"}, 409, {"x-why": "no"}))

    with pytest.raises(WebSocketDenialResponse) as caught, client.websocket_connect("/"):
        pass
    assert (caught.value.status_code, caught.value.headers["x-why"]) == (409, "no")
    assert caught.value.text == '{"why":"no"}'


# The client for tests


def test_leaving_the_block_disconnects_with_code_1000():
    codes = []

    async def talk(websocket: WebSocket):
        await websocket.accept()
        try:
            await websocket.receive_text()
        except WebSocketDisconnect as error:
            codes.append(error.code)

    with session_with(talk):
        pass
    assert codes == [1000]


@pytest.mark.parametrize("raises", [True, False])
def test_leaving_the_block_raises_what_the_endpoint_raises(app, raises):
    @app.websocket("/")
    async def talk(websocket: WebSocket):
        await websocket.accept()
        await websocket.receive_text()

    client = TestClient(app, raise_server_exceptions=raises)
    with pytest.raises(WebSocketDisconnect) as caught, client.websocket_connect("/"):
        pass
    assert caught.value.code == 1000


def test_a_denial_is_raised_on_entering(app, client):
    @app.websocket("/")
    async def talk(websocket: WebSocket):
        raise HTTPException(401, headers={"x-e": "1"})

    session = client.websocket_connect("/")
    with pytest.raises(WebSocketDenialResponse) as caught:
        session.__enter__()
    assert (caught.value.status_code, caught.value.headers["x-e"]) == (401, "1")
    assert caught.value.text == '{"detail":"Unauthorized"}'


@pytest.mark.parametrize("url", ["/", "ws://testserver/"])
def test_the_address_may_be_relative_or_absolute(app, client, url):
    @app.websocket("/")
    async def talk(websocket: WebSocket):
        await websocket.accept()

    with client.websocket_connect(url) as session:
        assert session.scope["path"] == "/"


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_websockets_work_on_both_event_loops(app, backend):
    log = []

    async def dependency():
        yield "d"
        log.append("closed")

    @app.websocket("/")
    async def talk(websocket: WebSocket, d: str = etude.Depends(dependency)):
        await websocket.accept()
        await websocket.send_text(d + await websocket.receive_text())

    with TestClient(app, backend=backend).websocket_connect("/") as session:
        session.send_text("t")
        assert session.receive_text() == "dt"
    assert log == ["closed"]
