"""What must run where no thread can start; `run()` returns what came of it.

It runs in Pyodide, and in CPython that is told to be on the same platform.
"""

from __future__ import annotations

import contextvars
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any, Dict, Iterable, List

from starlette.background import BackgroundTask
from typing_extensions import Annotated

from etude import BackgroundTasks, Depends, Etude, File, Request, UploadFile, WebSocket
from etude.concurrency import run_in_threadpool
from etude.exceptions import EtudeError
from etude.responses import JSONResponse, StreamingResponse
from etude.sse import EventSourceResponse
from etude.staticfiles import StaticFiles
from etude.testclient import TestClient

try:
    import httpx
except ImportError:  # its successor
    import httpx2 as httpx

SIZE = 2 * 1024 * 1024  # more than an upload may have and stay in memory
log: List[str] = []
variable = contextvars.ContextVar("variable", default="outside")
app = Etude()


def opened() -> Iterable[str]:
    log.append("opened")
    try:
        yield "a connection"
    finally:
        log.append("closed")


class Pages:
    def __init__(self, limit: int = 10) -> None:
        self.limit = limit


@app.get("/endpoint")
def endpoint(
    connection: Annotated[str, Depends(opened)], pages: Annotated[Pages, Depends()]
) -> Dict[str, Any]:
    variable.set("inside")
    return {"connection": connection, "limit": pages.limit, "threads": threading.active_count()}


@app.get("/tasks")
def tasks(tasks: BackgroundTasks) -> JSONResponse:
    tasks.add_task(log.append, "task of the argument")
    return JSONResponse({}, background=BackgroundTask(log.append, "task of the response"))


@app.get("/lines")
def lines() -> Iterable[int]:
    yield from range(3)


@app.get("/events", response_class=EventSourceResponse)
def events() -> Iterable[str]:
    yield "now"


@app.get("/chunks")
def chunks() -> StreamingResponse:
    return StreamingResponse(iter(["a", "b"]), media_type="text/plain")


@app.post("/upload")
def upload(small: Annotated[bytes, File()], large: UploadFile) -> Dict[str, int]:
    return {"small": len(small), "large": len(large.file.read())}


@app.post("/upload-async")
async def upload_async(large: UploadFile) -> int:
    return len(await large.read())


@app.get("/error")
def error() -> None:
    raise LookupError("lost")


@app.exception_handler(LookupError)
def handle(request: Request, error: LookupError) -> JSONResponse:
    return JSONResponse({"handled": str(error)}, 404)


@app.get("/by-hand")
async def by_hand() -> str:
    variable.set("by hand")
    return await run_in_threadpool(variable.get)


@app.websocket("/socket")
async def socket(websocket: WebSocket, connection: Annotated[str, Depends(opened)]) -> None:
    await websocket.accept()
    await websocket.send_text(connection)


async def run() -> Dict[str, Any]:
    """Ask everything of the application, and return the answers."""
    found: Dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "file.txt").write_text("from a file", encoding="utf-8")
        app.mount("/static", StaticFiles(directory=folder))
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            for path in ("/endpoint?limit=3", "/endpoint?limit=x", "/tasks", "/lines", "/events"):
                found[path] = (await client.get(path)).text
            for path in ("/chunks", "/static/file.txt", "/error", "/by-hand"):
                found[path] = (await client.get(path)).text
            files = {"small": b"1234", "large": ("large.bin", b"x" * SIZE)}
            for path in ("/upload", "/upload-async"):
                found[path] = (await client.post(path, files=files)).json()
            found["paths"] = len((await client.get("/openapi.json")).json()["paths"])
    found["socket"] = await talk("/socket")
    try:
        TestClient(app)
    except EtudeError as refusal:
        found["test client"] = str(refusal)
    return {**found, "platform": sys.platform, "log": log, "variable": variable.get()}


async def talk(path: str) -> List[str]:
    """Open a WebSocket, and return the kinds of all messages that the application sends."""
    sent: List[str] = []

    async def receive() -> Dict[str, str]:
        return {"type": "websocket.connect"}

    async def send(message: Dict[str, Any]) -> None:
        sent.append(message["type"])

    scope = {"type": "websocket", "path": path, "headers": [], "query_string": b"", "root_path": ""}
    await app({**scope, "subprotocols": [], "extensions": {}}, receive, send)
    return sent
