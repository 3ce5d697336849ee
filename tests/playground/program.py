"""What a page does with the runner, without a page; `run()` returns what came of it."""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import io
import json
from typing import Any, Dict, List

runner: Any = importlib.import_module("runner")

APP = """\
import asyncio, os
from contextlib import asynccontextmanager
from pathlib import Path
from typing import AsyncIterator

from etude import BackgroundTasks, Etude, Request, WebSocket
from helper import NAME

@asynccontextmanager
async def lifespan(app):
    print("begins")
    yield {"harbour": "Ystad"}
    print("ends")

app = Etude(lifespan=lifespan)

@app.get("/")
def read(request: Request, tasks: BackgroundTasks):
    tasks.add_task(print, "a task")
    print("asked")
    files = [Path("note.txt").read_text(), os.environ.get("TIDE"), NAME]
    return [*files, request.state.harbour, request.headers["x-reader"], request.url.path]

@app.post("/echo")
async def echo(body: dict) -> dict:
    return body

@app.get("/broken")
async def broken():
    raise LookupError("lost")

@app.get("/waits")
def waits():
    import concurrent.futures
    concurrent.futures.Future().result()

@app.get("/items")
async def items() -> AsyncIterator[int]:
    try:
        while True:
            yield 1
            await asyncio.sleep(0.01)
    finally:
        print("left")

@app.websocket("/sockets/{name}")
async def talk(socket: WebSocket, name: str):
    await socket.accept()
    async for text in socket.iter_text():
        await socket.send_text(f"{name}: {text}")
        if text == "break":
            raise ValueError("broken")
"""
FILES = {"main.py": APP, "helper.py": "NAME = 'Ida'\n", "note.txt": b"a note"}


async def run() -> Dict[str, Any]:
    """Load applications, and ask them everything."""
    output = io.StringIO()
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
        found = await try_all()
    return {**found, "output": output.getvalue().splitlines()}


async def try_all() -> Dict[str, Any]:
    known = json.loads(await runner.load(FILES, "main.py", {"TIDE": "low"}))
    found: Dict[str, Any] = {"websockets": known["websockets"]}
    found["paths"] = sorted(known["openapi"]["paths"])
    found["answer"] = await answer("GET", "/?a=%20b", [["X-Reader", "Noor"]])
    content = [["content-type", "application/json"], ["content-length", "7"]]
    found["echo"] = await answer("POST", "/echo", content, b'{"a":1}')
    found["broken"] = await answer("GET", "/broken")
    found["waits"] = await answer("GET", "/waits")
    found["stream"] = await leave_a_stream()
    found["socket"] = await talk()
    changed = {**FILES, "helper.py": "NAME = 'Bo'\n"}
    await runner.load(changed, "main.py", {})
    found["again"] = await answer("GET", "/", [["x-reader", "Noor"]])
    for name, source in {"syntax": "app = (", "no app": "import json", "exit": "exit(3)"}.items():
        found[name] = await refusal(source)
    found["made"] = json.loads(await runner.load({"a/b.py": MAKER}, "a/b.py", {}))["openapi"][
        "info"
    ]
    return found


MAKER = "from etude import Etude\ndef create_app(): return Etude(title='Made')\n"


async def answer(method: str, url: str, headers: Any = (), body: bytes = b"") -> List[Any]:
    messages: List[Any] = []
    exchange = ask(method, url, headers, body, messages)
    traceback = await exchange.end()
    whole = b"".join(message.get("body", b"") for message in messages)
    return [messages[0]["status"], whole.decode(), traceback]


def ask(method: str, url: str, headers: Any, body: bytes, messages: List[Any]) -> Any:
    exchange = runner.begin({"type": "http", "method": method}, url, headers, messages.append)
    exchange.tell({"type": "http.request", "body": memoryview(body)})  # as JavaScript has it
    return exchange


async def leave_a_stream() -> List[str]:
    messages: List[Any] = []
    exchange = ask("GET", "/items", [], b"", messages)
    while len(messages) < 4:
        await asyncio.sleep(0.01)
    exchange.tell({"type": "http.disconnect"})
    return [await exchange.end(), *(message["body"].decode() for message in messages[1:3])]


async def talk() -> List[Any]:
    messages: List[Any] = []
    scope = {"type": "websocket", "subprotocols": []}
    exchange = runner.begin(scope, "/sockets/pier", [], messages.append)
    exchange.tell({"type": "websocket.connect"})
    for text in ("hello", "break"):
        exchange.tell({"type": "websocket.receive", "text": text})
    traceback = await exchange.end()
    return [*(message.get("text", message["type"]) for message in messages), traceback]


async def refusal(source: str) -> str:
    known = json.loads(await runner.load({"main.py": source}, "main.py", {}))
    return f"{known['traceback']}{known['error']}"
