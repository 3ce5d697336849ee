"""Drives an ASGI application without a server: requests one after the other, in one task."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from time import process_time_ns
from typing import Any, AsyncIterator, Awaitable, Callable, Dict, Sequence, Tuple

from benchmarks.answers import Message
from benchmarks.requests import Request

Scope = Dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]
Exchange = Tuple[Scope, Sequence[Message]]

ASGI_VERSIONS = {
    "lifespan": {"version": "3.0", "spec_version": "2.0"},
    "http": {"version": "3.0", "spec_version": "2.3"},
    "websocket": {"version": "3.0", "spec_version": "2.4"},
}
"""What uvicorn says that it speaks."""

DISCONNECTION: Message = {"type": "http.disconnect"}


def exchange(request: Request, state: dict[str, Any]) -> Exchange:
    """Return the scope of a request and all messages of the client, as uvicorn would make them."""
    scope = {
        "http_version": "1.1",
        "server": ("127.0.0.1", 8000),
        "client": ("127.0.0.1", 50000),
        "root_path": "",
        "path": request.path,
        "raw_path": request.path.encode("ascii"),
        "query_string": request.query.encode("ascii"),
        "headers": [(b"host", b"127.0.0.1:8000"), (b"accept", b"*/*"), *request.headers],
        "state": state,
    }
    if request.texts:
        scope.update(type="websocket", scheme="ws", subprotocols=[], extensions={})
        messages = websocket_messages(request)
    else:
        scope.update(type="http", scheme="http", method=request.method)
        messages = [{"type": "http.request", "body": request.body, "more_body": False}]
    return {**scope, "asgi": ASGI_VERSIONS[str(scope["type"])]}, messages


def websocket_messages(request: Request) -> list[Message]:
    """Return what a client sends that connects, says all its texts, and leaves."""
    texts: list[Message] = [{"type": "websocket.receive", "text": text} for text in request.texts]
    return [{"type": "websocket.connect"}, *texts, {"type": "websocket.disconnect", "code": 1000}]


def is_last(message: Message) -> bool:
    """Return whether a message ends a response."""
    return message["type"] == "http.response.body" and not message.get("more_body", False)


def receiver(
    sent: Sequence[Message], received: list[Message], waiting: list[asyncio.Future[Message]]
) -> Receive:
    """Return a `receive` that gives what is sent, and then waits as an open connection does.

    When the response is complete, it tells of the disconnection, as uvicorn does.
    """
    pending, before = iter(sent), len(received)

    async def receive() -> Message:
        message = next(pending, None)
        if message is not None:
            return message
        if len(received) > before and is_last(received[-1]):
            return DISCONNECTION
        silence: asyncio.Future[Message] = asyncio.get_running_loop().create_future()
        waiting.append(silence)
        return await silence

    return receive


async def drive(app: Application, exchanges: Sequence[Exchange]) -> tuple[int, list[Message]]:
    """Send requests one after the other; return the CPU time in ns and all messages received."""
    messages: list[Message] = []
    waiting: list[asyncio.Future[Message]] = []

    async def send(message: Message) -> None:
        messages.append(message)
        if waiting and is_last(message):
            end_waiting(waiting)

    started = process_time_ns()
    for scope, sent in exchanges:
        own_scope = {**scope, "state": scope["state"].copy()}
        await app(own_scope, receiver(sent, messages, waiting), send)
    return process_time_ns() - started, messages


def end_waiting(waiting: list[asyncio.Future[Message]]) -> None:
    """Tell all that wait for a message that the response is complete."""
    for silence in waiting:
        if not silence.done():
            silence.set_result(DISCONNECTION)
    waiting.clear()


@asynccontextmanager
async def lifespan(app: Application) -> AsyncIterator[dict[str, Any]]:
    """Start an application and stop it afterwards; give the state that it made.

    An application that knows no lifespan (it raises, or returns without an answer) is left alone.
    """
    state: dict[str, Any] = {}
    events: asyncio.Queue[Message] = asyncio.Queue()
    replies: asyncio.Queue[Message] = asyncio.Queue()
    scope = {"type": "lifespan", "asgi": ASGI_VERSIONS["lifespan"], "state": state}
    running = asyncio.ensure_future(app(scope, events.get, replies.put))
    await events.put({"type": "lifespan.startup"})
    reply = asyncio.ensure_future(replies.get())
    await asyncio.wait({running, reply}, return_when=asyncio.FIRST_COMPLETED)
    if not reply.done():
        reply.cancel()
        await asyncio.gather(running, reply, return_exceptions=True)
        yield state
        return
    if reply.result()["type"] != "lifespan.startup.complete":
        raise RuntimeError(f"The application did not start: {reply.result()}")
    yield state
    await events.put({"type": "lifespan.shutdown"})
    await running
