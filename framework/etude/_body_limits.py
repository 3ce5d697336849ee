"""Limits of the size of a request's body (RFC 9110, section 15.5.14)."""

from __future__ import annotations

from typing import Any

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

METER = "etude.body_meter"
"""The key of a scope whose body is measured."""


class BodyTooLarge(HTTPException):
    """The body of a request is larger than a limit allows."""

    def __init__(self) -> None:
        super().__init__(413, "Content Too Large")


def check_max_body_size(value: Any) -> None:
    """Refuse a limit that is not a number of bytes."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError(
            f"max_body_size is {value!r}. Give a number of bytes, an integer from 0 on, or None for "
            "no limit."
        )


def counting(receive: Receive, limit: int) -> Receive:
    """Return a function that receives a body, and raises BodyTooLarge as soon as it is over a limit."""
    received = 0

    async def receive_and_count() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > limit:
            raise BodyTooLarge
        return message

    return receive_and_count


class Meter:
    """Measures the body of one request; inner layers may replace the limit."""

    def __init__(self, scope: Scope, receive: Receive, limit: int) -> None:
        self.limit = limit
        self._receive = receive
        self._declared = _content_length(scope)
        self._received = 0
        self._is_refused = False

    def check(self) -> None:
        """Raise BodyTooLarge if what is announced or received is over the limit."""
        if max(self._declared, self._received) > self.limit:
            self._is_refused = True
            raise BodyTooLarge

    def check_before(self, send: Send) -> Send:
        """Check before an answer of what has ignored the body; what refuses it is let through."""

        async def check_and_send(message: Message) -> None:
            if not self._is_refused:
                self.check()
            await send(message)

        return check_and_send

    async def receive(self) -> Message:
        """Receive a message, and count its body."""
        self.check()
        message = await self._receive()
        self._received += len(message.get("body", b""))
        self.check()
        return message


def _content_length(scope: Scope) -> int:
    """Return the length that the request announces; 0 where it announces none."""
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit():
            return int(value[:20])  # more digits are too many in any case
    return 0


def limit_body(app: ASGIApp, limit: int, is_final: bool = True) -> ASGIApp:
    """Refuse bodies over a limit, before anything else where their length is announced.

    Where the limit is not final, what serves the request may set another one before.
    """

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            receive = _metered(scope, receive, limit)
            if is_final:
                scope[METER].check()
        await app(scope, receive, send)

    return serve


def _metered(scope: Scope, receive: Receive, limit: int) -> Receive:
    """Measure a body, or put another limit to the meter that measures it already."""
    if METER in scope:
        scope[METER].limit = limit
        return within_limit(scope, receive)
    meter = scope[METER] = Meter(scope, receive, limit)
    return meter.receive


def within_limit(scope: Scope, receive: Receive) -> Receive:
    """Raise BodyTooLarge as it is, also where middleware in between puts it into a group."""
    meter: Meter = scope[METER]

    async def receive_within_limit() -> Message:
        try:
            return await receive()
        except Exception:
            meter.check()
            raise

    return receive_within_limit
