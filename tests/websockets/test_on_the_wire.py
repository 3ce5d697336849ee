"""Promises about what clients of a real server see."""

import asyncio

import pytest
import uvicorn
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from etude import Etude, HTTPException, WebSocket, WebSocketException

pytestmark = pytest.mark.filterwarnings("ignore:remove second argument of ws_handler")
"""Uvicorn on Python 3.8 uses the older half of the package websockets."""

app = Etude()


@app.get("/http")
def http():
    """Never runs."""


@app.websocket("/echo")
async def echo(websocket: WebSocket):
    await websocket.accept("b", headers=[(b"x-extra", b"1")])
    async for text in websocket.iter_text():
        await websocket.send_text(text)


@app.websocket("/returns/{accepts}")
async def returns(websocket: WebSocket, accepts: bool):
    if accepts:
        await websocket.accept()


@app.websocket("/raises/{kind}/{accepts}")
async def raises(websocket: WebSocket, kind: str, accepts: bool):
    if accepts:
        await websocket.accept()
    raise {
        "http": HTTPException(401, "no", headers={"X-E": "1"}),
        "websocket": WebSocketException(4000, "r"),
        "other": ValueError(),
    }[kind]


@app.websocket("/closes")
async def closes(websocket: WebSocket):
    await websocket.close(4001, "r")


def with_server(use):
    """Serve the application while a coroutine function uses its address."""

    async def run():
        config = uvicorn.Config(app, port=0, lifespan="off", log_config=None)
        server = uvicorn.Server(config)
        config.load()
        server.lifespan = config.lifespan_class(config)
        await server.startup()
        port = server.servers[0].sockets[0].getsockname()[1]
        try:
            return await use(f"ws://127.0.0.1:{port}")
        finally:
            await server.shutdown()

    return asyncio.run(asyncio.wait_for(run(), 20))


def outcome(path):
    """Return the status that denied a handshake, or code and reason that closed the WebSocket."""

    async def use(address):
        try:
            async with connect(address + path) as connection:
                await connection.recv()
        except InvalidStatus as denial:
            return denial.response
        except ConnectionClosed as closed:
            return closed.rcvd and (closed.rcvd.code, closed.rcvd.reason)

    return with_server(use)


def test_messages_subprotocol_and_headers_arrive():
    async def use(address):
        async with connect(f"{address}/echo", subprotocols=["a", "b"]) as connection:
            await connection.send("hi")
            text = await connection.recv()
            return text, connection.subprotocol, connection.response.headers["x-extra"]

    assert with_server(use) == ("hi", "b", "1")


@pytest.mark.parametrize(
    "path",
    [
        *["/http", "/unknown", "/echo/", "/raises/websocket/no", "/returns/no", "/closes"],
        "/raises/other/maybe",
    ],
)
def test_what_denies_without_an_answer_is_status_403(path):
    assert outcome(path).status_code == 403


def test_an_http_exception_is_its_status_body_and_headers():
    response = outcome("/raises/http/no")
    assert (response.status_code, bytes(response.body)) == (401, b'{"detail":"no"}')
    assert response.headers["x-e"] == "1"


def test_an_error_before_accepting_is_status_500():
    assert outcome("/raises/other/no").status_code == 500


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/returns/yes", (1000, "")),
        ("/raises/websocket/yes", (4000, "r")),
        ("/raises/http/yes", (1011, "")),
        ("/raises/other/yes", (1011, "")),
    ],
)
def test_an_accepted_websocket_ends_with_a_close_frame(path, expected):
    assert outcome(path) == expected
