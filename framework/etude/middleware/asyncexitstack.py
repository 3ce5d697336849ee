"""Gives every request something that closes what was opened for it."""

from __future__ import annotations

from contextlib import AsyncExitStack

from annotated_doc import Doc
from starlette.types import ASGIApp, Receive, Scope, Send
from typing_extensions import Annotated


class AsyncExitStackMiddleware:
    """Puts an `AsyncExitStack` into the scope, and closes it when the request is done."""

    def __init__(
        self,
        app: Annotated[ASGIApp, Doc("What to serve by.")],
        context_name: Annotated[
            str, Doc("The key of the scope where the stack is.")
        ] = "etude_middleware_astack",
    ) -> None:
        self.app = app
        self.context_name = context_name

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection (ASGI 3.0)."""
        async with AsyncExitStack() as stack:
            scope[self.context_name] = stack
            await self.app(scope, receive, send)
