"""A client that reads an answer message by message, and can go away in the middle."""

from __future__ import annotations

import math
from typing import Any, Awaitable, Callable

import anyio
import pytest

from etude import Etude

Message = Any
GONE = {"type": "http.disconnect"}


class Connection:
    """One request to an application, seen from the server that passes its messages on."""

    def __init__(self, app: Any, path: str = "/", body: list[bytes] | None = None) -> None:
        self.app = app
        self.scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": "GET" if body is None else "POST",
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "query_string": b"",
            "root_path": "",
            "headers": [(b"host", b"test")],
            "client": ("client", 1),
            "server": ("test", 80),
        }
        self.sent: list[Message] = []
        self.when_sent: Callable[[Message], Awaitable[None] | None] = lambda message: None
        self._is_gone = False
        self.refuses = False
        """Whether sending fails because the client has gone."""
        self.requests, self._body = anyio.create_memory_object_stream[Message](math.inf)
        chunks = [b""] if body is None else body
        for number, chunk in enumerate(chunks, 1):
            self.upload(chunk, more=number < len(chunks))

    def upload(self, chunk: bytes, more: bool) -> None:
        """Send a part of the request's body."""
        self.requests.send_nowait({"type": "http.request", "body": chunk, "more_body": more})

    def leave(self) -> None:
        """Go away: the server says so when it is asked."""
        self.requests.send_nowait(GONE)

    async def run(self) -> None:
        """Serve the request; fail if that takes suspiciously long."""
        with anyio.fail_after(10), self.requests, self._body:
            await self.app(self.scope, self._receive, self._send)

    async def _receive(self) -> Message:
        if self._is_gone:
            return GONE
        try:
            message = self._body.receive_nowait()
        except anyio.WouldBlock:
            message = await self._body.receive()
        self._is_gone = message is GONE
        return message

    async def _send(self, message: Message) -> None:
        if self.refuses:
            raise OSError("the client has gone")
        self.sent.append(message)
        waiting = self.when_sent(message)
        if waiting is not None:
            await waiting

    @property
    def status(self) -> Any:
        return self.sent[0]["status"]

    @property
    def chunks(self) -> list[bytes]:
        return [message["body"] for message in self.sent[1:] if message["body"]]

    @property
    def is_whole(self) -> bool:
        """Whether the end of the answer was sent."""
        return bool(self.sent) and not self.sent[-1].get("more_body", False)


@pytest.fixture(params=["asyncio", "trio"])
def run(request: pytest.FixtureRequest) -> Callable[..., Any]:
    """Runs an async function on each of the event loops."""

    def run_on(function: Callable[..., Awaitable[Any]], *arguments: Any) -> Any:
        return anyio.run(function, *arguments, backend=request.param)

    return run_on


@pytest.fixture
def app() -> Etude:
    return Etude()


@pytest.fixture
def connect() -> type[Connection]:
    """Opens a connection to an application."""
    return Connection
