"""Runs the application of a page: loads it from files, and hands it requests without a server.

It runs in Pyodide, in the worker of a page and where the examples are checked. One application runs
at a time; loading the next one ends it and forgets its modules.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import logging
import os
import random
import shutil
import sys
import threading
import traceback
from importlib.abc import MetaPathFinder
from pathlib import Path
from typing import Any, Callable, Mapping
from urllib.parse import unquote, urlsplit

from starlette.routing import WebSocketRoute

from etude import Etude

FOLDER = Path("/playground/application")
SITE_PACKAGES = next(path for path in sys.path if path.endswith("site-packages"))
SECONDS_TO_END = 1.0
# Who asks has the name that the tests of the examples see.
HEADERS = {"host": "127.0.0.1:8000", "accept": "*/*", "user-agent": "testclient"}
ASGI = {"asgi": {"version": "3.0", "spec_version": "2.3"}}
COMPLETE = ("http.response.body", "lifespan.startup.complete")

Message = Mapping[str, Any]
Send = Callable[[Message], Any]

_wait = threading.Condition.wait


def _wait_or_refuse(condition: threading.Condition, timeout: float | None = None) -> bool:
    """Wait for another thread only if that ends: no thread can start here."""
    if timeout is None:
        raise RuntimeError("can't wait for another thread, since none can start here")
    return _wait(condition, timeout)


threading.Condition.wait = _wait_or_refuse  # type: ignore[assignment]  # a method, replaced on purpose
random.seed()  # since the memory with which Python starts here is the same for everybody


class Packages(MetaPathFinder):
    """Gets an optional package when something imports it first; `get` gives its archive."""

    def __init__(self, packages: Mapping[str, str], get: Callable[[str], Any]) -> None:
        self.packages = dict(packages)  # by module
        self.get = get

    def find_spec(self, name: str, path: Any, target: Any = None) -> None:
        """Put the package where the next finder looks, and leave the rest to that one."""
        package = self.packages.pop(name, None)
        if package is not None:
            archive = Path("/tmp/package.zip")
            archive.write_bytes(self.get(package))
            shutil.unpack_archive(archive, SITE_PACKAGES)
            importlib.invalidate_caches()


def prepare(packages: Mapping[str, str], get: Callable[[str], Any]) -> None:
    """Let the modules of optional packages be imported."""
    sys.meta_path.insert(0, Packages(packages, get))


class Exchange:
    """What the application is told, and tells, in one scope: a request, a WebSocket, its own life."""

    def __init__(self, app: Any, scope: Message, send: Send) -> None:
        self._send = send
        self._status = 0
        self._is_complete = asyncio.Event()
        self._inbox: asyncio.Queue[Message] = asyncio.Queue()
        self.task = asyncio.ensure_future(app({**ASGI, **scope}, self._inbox.get, self._receive))

    def tell(self, message: Message) -> None:
        """Tell the application something; end it soon after the other side has gone."""
        read = {k: bytes(v) if isinstance(v, memoryview) else v for k, v in message.items()}
        self._inbox.put_nowait(read)
        if message["type"].endswith(".disconnect"):
            asyncio.get_running_loop().call_later(SECONDS_TO_END, self.task.cancel)

    async def _receive(self, message: Message) -> None:
        self._status = message.get("status", self._status)
        headers = [[part.decode("latin-1") for part in each] for each in message.get("headers", ())]
        self._send({**message, "headers": headers})
        if message["type"] in COMPLETE and not message.get("more_body"):
            self._is_complete.set()

    async def end(self) -> str:
        """Wait until what was asked for is complete; return the traceback if it failed."""
        complete = asyncio.ensure_future(self._is_complete.wait())
        await asyncio.wait({self.task, complete}, return_when=asyncio.FIRST_COMPLETED)
        if self._status >= 500:  # what was raised follows
            await asyncio.wait({self.task}, timeout=SECONDS_TO_END)
        if self.task.done():
            complete.cancel()
            return self._traceback()
        self.task.add_done_callback(lambda _: print(self._traceback(), end="", file=sys.stderr))
        return ""

    def _traceback(self) -> str:
        error = None if self.task.cancelled() else self.task.exception()
        return traceback_of(error) if error is not None else ""


_running: list[tuple[Any, Exchange, dict[str, Any]]] = []  # the application, its life and its state
_environment = dict(os.environ)
_handlers = list(logging.getLogger().handlers)


def begin(scope: Message, url: str, headers: Any, send: Send) -> Exchange:
    """Begin a request, or a session of a WebSocket; `send` gets the messages of the application."""
    [(app, _, state)] = _running
    parts = urlsplit(url)
    given = [(name.lower(), value) for name, value in headers]
    usual = [(name, value) for name, value in HEADERS.items() if name not in dict(given)]
    place = {
        "http_version": "1.1",
        "scheme": "http" if scope["type"] == "http" else "ws",
        "path": unquote(parts.path),
        "raw_path": parts.path.encode(),
        "query_string": parts.query.encode(),
        "root_path": "",
        "headers": [(n.encode("latin-1"), v.encode("latin-1")) for n, v in usual + given],
        "client": ("127.0.0.1", 50000),
        "server": ("127.0.0.1", 8000),
        "state": dict(state),
    }
    return Exchange(app, {**scope, **place}, send)


async def load(files: Mapping[str, Any], entry: str, environment: Mapping[str, str]) -> str:
    """Run an application in the place of the one before; return what is known of it, as JSON.

    If it does not start, that is the error, and the traceback.
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
        app = find_app(vars(module))
        state: dict[str, Any] = {}
        life = Exchange(app, {"type": "lifespan", "state": state}, lambda _: None)
        life.tell({"type": "lifespan.startup"})
        if await life.end():
            life.task.result()
        _running.append((app, life, state))
        sockets = [route.path for route in app.routes if isinstance(route, WebSocketRoute)]
        return json.dumps({"openapi": app.openapi(), "websockets": sockets})
    except BaseException as error:
        last = traceback.format_exception_only(error)[-1].strip()
        return json.dumps({"error": last, "traceback": traceback_of(error)})


async def unload() -> None:
    """End the application, and forget what it imported and set."""
    while _running:
        _, life, _ = _running.pop()
        life.tell({"type": "lifespan.shutdown"})
        await asyncio.wait({life.task})
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


def find_app(names: Mapping[str, Any]) -> Etude:
    """Return the application of a module, whatever its name; or what `create_app` makes."""
    apps = [value for value in names.values() if isinstance(value, Etude)]
    if apps:
        return names["app"] if names.get("app") in apps else apps[0]
    if "create_app" in names:
        app: Etude = names["create_app"]()
        return app
    raise LookupError("There is no application in this file.")


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
