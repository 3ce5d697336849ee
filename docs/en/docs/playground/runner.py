"""Runs the application of a page: loads it from files, and hands it requests without a server.

It runs in Pyodide, in the worker of a page (worker.js) and where the examples are checked. One application
runs at a time; loading the next one ends it and forgets its modules.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import logging
import os
import shutil
import sys
import threading
import traceback
from contextlib import nullcontext
from importlib.abc import MetaPathFinder
from pathlib import Path
from typing import Any, Callable, Mapping
from urllib.parse import unquote, urlsplit

from starlette.routing import WebSocketRoute

from etude import Etude

FOLDER = Path("/playground/application")
SITE_PACKAGES = next(path for path in sys.path if path.endswith("site-packages"))
SECONDS_TO_END = 1.0
HEADERS = {"host": "127.0.0.1:8000", "accept": "*/*", "user-agent": "playground"}

Message = Mapping[str, Any]


_wait = threading.Condition.wait


def _wait_or_refuse(condition: threading.Condition, timeout: float | None = None) -> bool:
    """Wait for another thread only if that ends: no thread can start here."""
    if timeout is None:
        raise RuntimeError("can't wait for another thread, since none can start here")
    return _wait(condition, timeout)


threading.Condition.wait = _wait_or_refuse  # type: ignore[assignment]  # a method, replaced on purpose


class Refused(Exception):
    """The application does not run; the text is the traceback."""


class Packages(MetaPathFinder):
    """Gets an optional package when something imports it first."""

    def __init__(self, modules: Mapping[str, str], get: Callable[[str], Any]) -> None:
        self.modules = dict(modules)
        self.get = get

    def find_spec(self, name: str, path: Any, target: Any = None) -> None:
        """Put the package where the next finder looks, and leave the rest to that one."""
        package = self.modules.get(name)
        if package is not None:
            self.modules = {each: of for each, of in self.modules.items() if of != package}
            archive = Path("/tmp/package.zip")
            archive.write_bytes(self.get(package))
            shutil.unpack_archive(archive, SITE_PACKAGES)
            importlib.invalidate_caches()


def prepare(modules: Mapping[str, str], get: Callable[[str], Any]) -> None:
    """Let the modules of optional packages be imported; `get` gives the archive of a package."""
    sys.meta_path.insert(0, Packages(modules, get))


class Running:
    """An application between its start and its end."""

    def __init__(self, app: Any) -> None:
        self.app = app
        self.state: dict[str, Any] = {}
        self._started, self._ending = asyncio.Event(), asyncio.Event()
        self._life = asyncio.ensure_future(self._live())

    async def _live(self) -> None:
        router = getattr(self.app, "router", None)
        async with router.lifespan_context(self.app) if router else nullcontext() as state:
            self.state.update(state or {})
            self._started.set()
            await self._ending.wait()

    async def start(self) -> None:
        """Wait for what comes before the first request; raises what it raises."""
        started = asyncio.ensure_future(self._started.wait())
        await asyncio.wait({self._life, started}, return_when=asyncio.FIRST_COMPLETED)
        if self._life.done():
            started.cancel()
            self._life.result()

    async def stop(self) -> None:
        """Run what comes after the last request."""
        self._ending.set()
        await self._life


class Exchange:
    """A request, or a session of a WebSocket, that the application answers."""

    def __init__(self, scope: Message, first: Message, send: Callable[[Message], Any]) -> None:
        if not _running:
            raise Refused("No application is loaded.")
        self._kind = scope["type"]
        self._send = send
        self._status = 0
        self._is_whole = asyncio.Event()
        self._inbox: asyncio.Queue[Message] = asyncio.Queue()
        self._inbox.put_nowait(first)
        [running] = _running
        scope = {**scope, "state": dict(running.state)}
        self.task = asyncio.ensure_future(running.app(scope, self._inbox.get, self._tell))

    async def _tell(self, message: Message) -> None:
        self._status = message.get("status", self._status)
        headers = [[part.decode("latin-1") for part in each] for each in message.get("headers", ())]
        self._send({**message, "headers": headers})
        if message["type"] == "http.response.body" and not message.get("more_body"):
            self._is_whole.set()

    async def end(self) -> str:
        """Wait for the end of the answer; return the traceback if that is an error."""
        whole = asyncio.ensure_future(self._is_whole.wait())
        await asyncio.wait({self.task, whole}, return_when=asyncio.FIRST_COMPLETED)
        if self._status >= 500:  # what was raised follows
            await asyncio.wait({self.task}, timeout=SECONDS_TO_END)
        if self.task.done():
            whole.cancel()
            return self._traceback()
        self.task.add_done_callback(lambda _: print(self._traceback(), end="", file=sys.stderr))
        return ""

    def _traceback(self) -> str:
        error = None if self.task.cancelled() else self.task.exception()
        return traceback_of(error) if error is not None else ""

    def receive(self, data: Any) -> None:
        """Hand the application what the other side of a WebSocket sends."""
        content = {"text": data} if isinstance(data, str) else {"bytes": bytes(data)}
        self._inbox.put_nowait({"type": "websocket.receive", **content})

    def leave(self, code: int = 1000) -> None:
        """Tell the application that the other side has gone; end it soon, if it does not end."""
        self._inbox.put_nowait({"type": f"{self._kind}.disconnect", "code": code})
        asyncio.get_running_loop().call_later(SECONDS_TO_END, self.task.cancel)


_running: list[Running] = []
_environment = dict(os.environ)
_handlers = list(logging.getLogger().handlers)


def request(method: str, url: str, headers: Any, body: Any, send: Any) -> Exchange:
    """Send a request; `send` gets the messages of the application."""
    first = {"type": "http.request", "body": bytes(body), "more_body": False}
    return Exchange({**_scope("http", url, headers), "method": method}, first, send)


def connect(url: str, headers: Any, subprotocols: Any, send: Any) -> Exchange:
    """Open a WebSocket; `send` gets the messages of the application."""
    scope = {**_scope("websocket", url, headers), "scheme": "ws", "subprotocols": [*subprotocols]}
    return Exchange(scope, {"type": "websocket.connect"}, send)


def _scope(kind: str, url: str, headers: Any) -> dict[str, Any]:
    parts = urlsplit(url)
    given = [(name.lower(), value) for name, value in headers]
    usual = [(name, value) for name, value in HEADERS.items() if name not in dict(given)]
    return {
        "type": kind,
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "scheme": "http",
        "path": unquote(parts.path),
        "raw_path": parts.path.encode(),
        "query_string": parts.query.encode(),
        "root_path": "",
        "headers": [(n.encode("latin-1"), v.encode("latin-1")) for n, v in usual + given],
        "client": ("127.0.0.1", 50000),
        "server": ("127.0.0.1", 8000),
    }


async def load(
    files: Mapping[str, Any], entry: str, app: str, environment: Mapping[str, str]
) -> str:
    """Run an application in the place of the one before; return what is known of it, as JSON.

    Raises Refused if it does not start.
    """
    await unload()
    try:
        shutil.rmtree(FOLDER, ignore_errors=True)
        for path, content in files.items():
            (FOLDER / path).parent.mkdir(parents=True, exist_ok=True)
            (FOLDER / path).write_bytes(content.encode() if isinstance(content, str) else content)
        os.chdir(FOLDER)
        os.environ.update(environment)
        if str(FOLDER) not in sys.path:
            sys.path.insert(0, str(FOLDER))
        importlib.invalidate_caches()
        module = importlib.import_module(entry[: -len(".py")].replace("/", "."))
        name, found = find_app(vars(module), app)
        running = Running(found)
        await running.start()
        _running.append(running)
        is_known = isinstance(found, Etude)
        openapi = found.openapi() if is_known else None
        paths = websockets(found.routes) if is_known else []
    except BaseException as error:
        raise Refused(traceback_of(error)) from None
    return json.dumps({"app": name, "openapi": openapi, "websockets": paths})


async def unload() -> None:
    """End the application, and forget what it imported and set."""
    while _running:
        try:
            await _running.pop().stop()
        except Exception as error:
            print(traceback_of(error), end="", file=sys.stderr)
    for name, module in list(sys.modules.items()):
        if (getattr(module, "__file__", None) or "").startswith(f"{FOLDER}/"):
            del sys.modules[name]
    if "sqlmodel" in sys.modules:  # which keeps the tables of all models of a process
        model = sys.modules["sqlmodel"].SQLModel
        model._sa_registry = importlib.import_module("sqlalchemy.orm").registry()
        model.metadata = model._sa_registry.metadata
    os.environ.clear()
    os.environ.update(_environment)
    logging.getLogger().handlers[:] = _handlers


def find_app(names: Mapping[str, Any], wanted: str) -> tuple[str, Any]:
    """Return the application of a module: the one wanted, else the only one, else a new one."""
    apps = [name for name, value in names.items() if isinstance(value, Etude)]
    for name in (wanted, "app", *(apps if len(apps) == 1 else ()), "create_app"):
        if name in names:
            return name, names[name]() if name == "create_app" else names[name]
    raise LookupError(f"There is no application named app in this file; found {apps or 'none'}.")


def websockets(routes: Any, prefix: str = "") -> list[str]:
    """Return the paths of all WebSockets."""
    found = []
    for route in routes:
        path = prefix + getattr(route, "path", "")
        found += [path] if isinstance(route, WebSocketRoute) else []
        found += websockets(getattr(route, "routes", None) or (), path)
    return found


def traceback_of(error: BaseException) -> str:
    """Return a traceback without the lines that are not the reader's."""
    whole = traceback.TracebackException.from_exception(error)
    pending = [whole]
    while pending:
        part = pending.pop()
        own = [frame for frame in part.stack if frame.filename.startswith(f"{FOLDER}/")]
        part.stack = traceback.StackSummary.from_list(own)
        pending += [each for each in (part.__cause__, part.__context__) if each is not None]
        pending += getattr(part, "exceptions", None) or ()
    return "".join(whole.format()).replace(f"{FOLDER}/", "")
