"""Middleware that is a function of a request and of what answers it."""

from __future__ import annotations

from collections import deque
from typing import Any, AsyncIterator, Deque, Tuple

import anyio
from anyio.abc import TaskGroup
from starlette.middleware.base import BaseHTTPMiddleware, _CachedRequest, _StreamingResponse
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ._starlette import raise_single, takes_send

TAKES_SEND = takes_send(_CachedRequest)
_SharedRequest: Any = _CachedRequest
"""A request that middleware may read, and what is inside of it after that."""


class FunctionMiddleware(BaseHTTPMiddleware):
    """Does what Starlette's class does, in fewer turns of the event loop.

    What is inside runs in a task of its own. Its messages are handed over one by one, and only when
    they are asked for.
    """

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = _SharedRequest(scope, receive, *([send] if TAKES_SEND else []))
        inside = _Inside(self.app, request, send)
        try:
            async with anyio.create_task_group() as inside.tasks:
                response = await self.dispatch_func(request, inside.call)
                await response(scope, request.wrapped_receive, send)
                inside.end()
        except BaseException as error:
            raise_single(error)
        if inside.error is not None:
            raise inside.error


class _Inside:
    """The application inside, as the function sees it during one request."""

    tasks: TaskGroup
    error: Exception | None = None
    """What was raised, and the function has not been told."""

    def __init__(self, app: ASGIApp, request: Any, send: Send) -> None:
        self._app, self._request, self._send = app, request, send
        self._answered = anyio.Event()
        self._messages: list[_Messages] = []

    async def call(self, request: Request) -> Response:
        """Answer the request, which is the same one whatever is given: `call_next`."""
        messages, info = _Messages(self._answered), None
        self._messages.append(messages)
        self.tasks.start_soon(self._serve, messages)
        message = await messages.next()
        while message is not None and message["type"] != "http.response.start":
            if message["type"] == "http.response.debug":
                info = message.get("info")
            else:
                assert message["type"] == "http.response.early_hint", (
                    f"Unexpected message: {message}"
                )
                await self._send(message)
            message = await messages.next()
        if message is None:
            error, self.error = self.error or RuntimeError("No response returned."), None
            raise error
        response = _StreamingResponse(messages.body(), message["status"], info=info)
        response.raw_headers = message.get("headers", [])
        return response

    async def _serve(self, messages: _Messages) -> None:
        try:
            await self._app(self._request.scope, self._receive, messages.send)
        except Exception as error:
            self.error = error
        finally:
            messages.end()

    async def _receive(self) -> Message:
        """Receive a message; when the answer has been sent, the client counts as gone."""
        message = gone = {"type": "http.disconnect"}
        if self._answered.is_set():
            return gone
        async with anyio.create_task_group() as tasks:

            async def wait() -> None:
                await self._answered.wait()
                tasks.cancel_scope.cancel()

            tasks.start_soon(wait)
            message = await self._request.wrapped_receive()
            tasks.cancel_scope.cancel()
        return gone if self._answered.is_set() else message

    def end(self) -> None:
        """Let what is inside do what follows the answer."""
        self._answered.set()
        for messages in self._messages:
            messages.end()


class _Messages:
    """What an application sends, until somebody asks for it."""

    def __init__(self, answered: anyio.Event) -> None:
        self._answered = answered
        self._sent: Deque[Tuple[Message, anyio.Event | None]] = deque()
        self._asked: anyio.Event | None = None
        self._has_ended = False

    async def send(self, message: Message) -> None:
        """Hand a message over; the last one comes back when the whole answer has been sent."""
        if self._answered.is_set():
            return
        asked, self._asked, is_last = self._asked, None, _is_last(message)
        taken = None if asked or is_last else anyio.Event()
        self._sent.append((message, taken))
        if asked is not None:
            asked.set()
        if is_last:
            await self._answered.wait()
        elif taken is not None:
            try:
                await taken.wait()
            finally:  # also where the sender has given up
                if not taken.is_set():
                    self._sent.remove((message, taken))

    async def next(self) -> Message | None:
        """Return the next message, None where there is none any more."""
        if not self._sent and not self._has_ended:
            self._asked = anyio.Event()
            await self._asked.wait()
        if not self._sent:
            return None
        message, taken = self._sent.popleft()
        if taken is not None:
            taken.set()
        return message

    async def body(self) -> AsyncIterator[Any]:
        """Yield the pieces of the body, and a message that stands for it."""
        message = await self.next()
        while message is not None:
            if message["type"] == "http.response.pathsend":
                yield message
                return
            assert message["type"] == "http.response.body", f"Unexpected message: {message}"
            if message.get("body"):
                yield message["body"]
            message = await self.next() if message.get("more_body") else None

    def end(self) -> None:
        """Let nobody wait any more."""
        self._has_ended = True
        for event in (self._asked, *(taken for _, taken in self._sent)):
            if event is not None:
                event.set()


def _is_last(message: Message) -> bool:
    """Tell whether a message ends an answer."""
    is_body = message["type"] == "http.response.body" and not message.get("more_body", False)
    return is_body or message["type"] == "http.response.pathsend"
