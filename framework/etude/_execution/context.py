"""What one request carries through its handler."""

from __future__ import annotations

from typing import Any, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from ..background import BackgroundTasks


class Absent:
    """Stands for a value that the request does not have."""


ABSENT = Absent()

RESPONSE_STARTED = "etude.response_started"
"""The key of a scope whose request has been answered in part."""


class Context:
    """The state of one request: what was read, what went wrong, what was handed over."""

    __slots__ = (
        "_request",
        "background_if_made",
        "body",
        "errors",
        "raw_body",
        "receive",
        "response_if_made",
        "scope",
        "send",
    )

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.scope = scope
        self.receive = receive
        self.send = send
        self.errors: list[dict[str, Any]] = []
        self.body: Any = ABSENT
        self.raw_body: bytes | None = None
        self._request: Request | None = None
        self.response_if_made: Response | None = None
        self.background_if_made: BackgroundTasks | None = None

    @property
    def request(self) -> Request:
        """The one request object, which knows the body that was read already."""
        if self._request is None:
            self._request = Request(self.scope, self.receive, self.send)
            if self.raw_body is not None:
                self._request._body = self.raw_body
        return self._request

    @property
    def response(self) -> Response:
        """The one response object, whose status, headers and cookies go to the answer."""
        if self.response_if_made is None:
            self.response_if_made = Response()
            del self.response_if_made.headers["content-length"]
            self.response_if_made.status_code = None  # type: ignore[assignment]  # not said yet
        return self.response_if_made

    @property
    def background(self) -> BackgroundTasks:
        """The one list of tasks to run after the answer."""
        if self.background_if_made is None:
            self.background_if_made = BackgroundTasks()
        return self.background_if_made


INJECTORS: dict[str, Callable[[Context], Any]] = {
    "request": lambda context: context.request,
    "response": lambda context: context.response,
    "background": lambda context: context.background,
}
"""How each object that a callable may ask for is made; the keys are those of the plan."""
