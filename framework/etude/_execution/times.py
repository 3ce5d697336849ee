"""The time that a client and an operation may take, and the end of what nobody waits for."""

from __future__ import annotations

import math
from typing import Any, Callable, Mapping

import anyio
from anyio.lowlevel import checkpoint
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .streaming import SharedReceive


def within_times(app: ASGIApp, options: Mapping[str, Any]) -> ASGIApp:
    """Put around the application of an operation what its options ask for, each only if it does."""
    for name, wrap in _WRAPPERS.items():
        if options.get(name, math.inf) not in (math.inf, False):
            app = wrap(app, options[name])
    return app


def _limit_reading(app: ASGIApp, seconds: float) -> ASGIApp:
    """Answer with status 408 when a client lets an operation wait too long for the body."""

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        await app(scope, _receiving(receive, seconds), send)

    return serve


def _receiving(receive: Receive, seconds: float) -> Receive:
    """Count the time that is spent waiting, until the body is there."""
    left = seconds

    async def receive_in_time() -> Message:
        nonlocal left
        began, message = anyio.current_time(), None
        with anyio.CancelScope(deadline=began + left):
            message = await receive()
        if message is None:
            reason = f"The body did not arrive within {seconds:g} seconds."
            raise HTTPException(408, reason, headers={"Connection": "close"})
        left = left - (anyio.current_time() - began) if message.get("more_body") else math.inf
        return message

    return receive_in_time


def _limit_answering(app: ASGIApp, seconds: float) -> ASGIApp:
    """Cancel an operation, and answer with status 503, when its answer does not begin in time."""

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        with anyio.CancelScope(deadline=anyio.current_time() + seconds) as working:

            async def send_in_time(message: Message) -> None:
                if working.cancel_called:
                    await checkpoint()  # where it is cancelled
                working.deadline = math.inf
                await send(message)

            await app(scope, receive, send_in_time)
        check(working)

    def check(working: anyio.CancelScope) -> None:
        if working.cancelled_caught:
            raise HTTPException(503, f"The answer was not ready within {seconds:g} seconds.")

    return serve


def _follow_client(app: ASGIApp, is_asked: bool) -> ASGIApp:
    """Cancel an operation when its client goes away; the status, which nobody reads, is 499."""

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        run = _Run(send)
        shared = SharedReceive(receive)
        async with anyio.create_task_group() as run.tasks:
            with shared.shared() as watched:
                run.tasks.start_soon(run.watch, watched)
                await run.guard(lambda: app(scope, shared, run.send_and_note))
                run.tasks.cancel_scope.cancel()
        run.check()

    return serve


class _Run:
    """One run of an operation, beside which a task waits for the client to go."""

    tasks: Any
    error: Exception | None = None
    is_begun = is_done = is_gone = False
    """Whether the answer has begun, whether it is complete, and whether nobody reads it."""

    def __init__(self, send: Send) -> None:
        self._send = send

    async def guard(self, work: Callable[[], Any]) -> None:
        """Do something, and keep an exception as it is, since a group of tasks wraps it."""
        try:
            await work()
        except Exception as error:
            self.error = self.error or error
            self.tasks.cancel_scope.cancel()

    def check(self) -> None:
        """Raise what the operation raised, or what says that nobody waits for it."""
        if self.error is not None:
            raise self.error
        if self.is_gone and not self.is_begun:
            raise HTTPException(499, "The client has gone.")

    async def watch(self, receive: Receive) -> None:
        """Receive what the client sends, and cancel everything when it goes before the end."""

        async def wait() -> None:
            while (await receive())["type"] != "http.disconnect":
                pass
            if not self.is_done:
                self.is_gone = True
                self.tasks.cancel_scope.cancel()

        await self.guard(wait)

    async def send_and_note(self, message: Message) -> None:
        self.is_begun = True
        self.is_done = message["type"] == "http.response.body" and not message.get("more_body")
        await self._send(message)


_WRAPPERS: Mapping[str, Callable[[ASGIApp, Any], ASGIApp]] = {
    "body_timeout": _limit_reading,
    "answer_timeout": _limit_answering,
    "cancel_on_disconnect": _follow_client,
}
"""What stands around an operation, the innermost first, by the option that asks for it."""
