"""WebSockets: parameters, dependencies, sub-protocols, errors, close codes."""

import inspect
from typing import Annotated, Optional

from pydantic import BaseModel

from exchanges import Declarations, get, websocket
from subject import (
    APIRouter,
    App,
    Cookie,
    Depends,
    Header,
    HTTPException,
    Query,
    Request,
    WebSocket,
    WebSocketDisconnect,
    WebSocketException,
)
from subject.exceptions import FrameworkError, WebSocketRequestValidationError
from subject.requests import HTTPConnection
from subject.security import APIKeyQuery, HTTPBearer

app = App()
log = []


@app.get("/log")
def take_log():
    taken = list(log)
    log.clear()
    return taken


async def echo(socket, *first):
    """Accept, and answer each text with itself behind what comes first."""
    await socket.accept()
    try:
        while True:
            text = await socket.receive_text()
            await socket.send_json([*first, text])
    except WebSocketDisconnect as end:
        log.append(f"disconnected {end.code}")


@app.websocket("/echo/{item_id}")
async def parameters(
    socket: WebSocket,
    item_id: int,
    q: Annotated[list[int], Query()],
    x_token: Annotated[Optional[str], Header()] = None,
    ck: Annotated[Optional[str], Cookie()] = None,
):
    await echo(socket, item_id, q, x_token, ck)


class Filters(BaseModel):
    limit: int = 10
    tags: list[str] = []


@app.websocket("/model")
async def model(socket: WebSocket, filters: Annotated[Filters, Query()]):
    await echo(socket, filters.model_dump())


@app.websocket("/connection")
async def connection(connection: HTTPConnection, socket: WebSocket):
    await echo(socket, connection is socket, connection.url.scheme)


@app.websocket("/subprotocol")
async def subprotocol(socket: WebSocket):
    await socket.accept(subprotocol="b", headers=[(b"x-a", b"1")])
    await socket.send_json(socket.scope["subprotocols"])
    await socket.close(4000, "done")


@app.websocket("/closes/{code}")
async def closes(socket: WebSocket, code: int):
    await socket.accept()
    await socket.close(code, "the reason")


@app.websocket("/rejects")
async def rejects(socket: WebSocket):
    await socket.close(4001, "no")


async def refuses(token: str = ""):
    if token == "http":
        raise HTTPException(401, "who?", headers={"WWW-Authenticate": "X"})
    if token == "socket":
        raise WebSocketException(4003, "not you")
    if token == "broken":
        raise ValueError
    return token


@app.websocket("/guarded", dependencies=[Depends(refuses)])
async def guarded(socket: WebSocket, token: Annotated[str, Depends(refuses)]):
    await echo(socket, token)


@app.websocket("/fails/{kind}")
async def fails(socket: WebSocket, kind: str):
    await socket.accept()
    raise {
        "socket": WebSocketException(4004, "late"),
        "bare": WebSocketException(1011),
        "own": OwnError(),
    }[kind]


class OwnError(Exception):
    pass


@app.exception_handler(OwnError)
async def handle_own(socket, error):
    await socket.close(4005, "handled")


def sync_resource():
    log.append("sync in")
    yield "sync"
    log.append("sync out")


async def async_resource():
    log.append("async in")
    try:
        yield "async"
    except Exception as error:
        log.append(f"async {type(error).__name__}")
        raise
    finally:
        log.append("async out")


@app.websocket("/resources/{fail}")
async def resources(
    socket: WebSocket,
    fail: bool,
    one: Annotated[str, Depends(sync_resource)],
    two: Annotated[str, Depends(async_resource, scope="function")],
):
    await socket.accept()
    log.append("endpoint")
    if fail:
        raise WebSocketException(4009)
    await socket.close(4008)


@app.websocket("/key")
async def key(socket: WebSocket, key: Annotated[str, Depends(APIKeyQuery(name="key"))]):
    await echo(socket, key)


@app.websocket("/bearer")
async def bearer(socket: WebSocket, found: Annotated[object, Depends(HTTPBearer())]):
    await echo(socket, found.credentials)


router = APIRouter(prefix="/inner", dependencies=[Depends(sync_resource)])


@router.websocket("/socket/{x}", name="named")
async def in_router(socket: WebSocket, x: str):
    await echo(socket, x, str(socket.url_for("named", team="t", x="y")))


app.include_router(router, prefix="/{team}")


@app.websocket("/overridden")
async def overridden(socket: WebSocket, found: Annotated[str, Depends(sync_resource)]):
    await echo(socket, found)


handled = App()


@handled.exception_handler(WebSocketRequestValidationError)
async def handle_invalid(socket, error):
    await socket.close(4422, f"{len(error.errors())} errors")


@handled.exception_handler(WebSocketException)
async def handle_socket(socket, error):
    await socket.close(error.code + 1, "handled")


@handled.websocket("/x")
async def handled_x(socket: WebSocket, q: int, p: int):
    raise WebSocketException(4000 + q)


@app.websocket("/returns-a-coroutine")
def returns_a_coroutine(socket: WebSocket):
    return echo(socket)


async def names(**given):
    if "socket" in given:
        await echo(given["socket"], *sorted(given))
    return sorted(given)


names.__signature__ = inspect.Signature(
    [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=kind)
        for name, kind in {"socket": WebSocket, "request": Request}.items()
    ]
)
app.websocket("/names")(names)
app.get("/names")(names)


@app.get("/lacks-a-socket")
def lacks_a_socket(socket: WebSocket): ...


@app.websocket("/lacks-a-request")
async def lacks_a_request(request: Request): ...


REQUESTS = [
    websocket("/returns-a-coroutine", "x"),
    websocket("/names", "x"),
    get("/names"),
    get("/lacks-a-socket"),
    websocket("/lacks-a-request"),
    websocket("/echo/1?q=1&q=2", "a", "b"),
    websocket("/echo/1?q=1", "a", headers={"x-token": "t", "cookie": "ck=c"}),
    websocket("/echo/x?q=1"),
    websocket("/echo/x"),
    websocket("/model?limit=3&tags=a&tags=b", "x"),
    websocket("/model?limit=x"),
    websocket("/connection", "x"),
    websocket("/subprotocol", closes=True, subprotocols=["a", "b"]),
    websocket("/closes/4006", closes=True),
    websocket("/closes/1000", closes=True),
    websocket("/rejects"),
    websocket("/guarded", "x"),
    websocket("/guarded?token=http"),
    websocket("/guarded?token=socket"),
    websocket("/guarded?token=broken"),
    websocket("/fails/socket", closes=True),
    websocket("/fails/bare", closes=True),
    websocket("/fails/own", closes=True),
    get("/log", "before the resources"),
    websocket("/resources/0", closes=True),
    get("/log", "after the resources"),
    websocket("/resources/1", closes=True),
    get("/log", "after a failure"),
    websocket("/key?key=k", "x"),
    websocket("/key"),
    websocket("/bearer", "x", headers={"authorization": "Bearer t"}),
    websocket("/bearer"),
    websocket("/t/inner/socket/1", "x"),
    get("/log", "after the router"),
    websocket("/nowhere"),
    websocket("/log"),
    websocket("/rejects/"),
    get("/rejects"),
]

MORE = {
    "handled": (
        handled,
        [websocket("/x"), websocket("/x?q=a&p=1"), websocket("/x?q=3&p=1"), websocket("/nowhere")],
    )
}

DECLARATIONS = Declarations()


@DECLARATIONS.refused_with(FrameworkError)
def a_body_in_a_websocket():
    @App().websocket("/")
    async def endpoint(socket: WebSocket, filters: Filters): ...


@DECLARATIONS.refused_with(FrameworkError)
def an_empty_path_under_an_empty_prefix():
    own = APIRouter()
    own.websocket("")(rejects)
    App().include_router(own)
