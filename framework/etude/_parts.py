"""Parts of an application, routers and operations, with handlers and middleware of their own.

Around an operation stand, the outermost first, the parts of the application, of the router that
includes another, of that inclusion, of the included router, and of the operation itself. Of each part
the middleware is outside, and the exception handlers are inside.
"""

from __future__ import annotations

from functools import cached_property, partial
from typing import Any, Callable, Dict, List, Mapping, MutableMapping, Sequence

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException, WebSocketException
from starlette.middleware import Middleware
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from ._answers import answers_in
from ._execution.context import RESPONSE_STARTED, remembering
from ._execution.websockets import answer, websocket_of
from ._methods import for_method
from ._options import Handler
from ._plan.signature import is_coroutine, place
from .exception_handlers import quick_answer
from .exceptions import RequestValidationError, WebSocketRequestValidationError

_EXPECTED = (
    HTTPException,
    WebSocketException,
    WebSocketDisconnect,
    RequestValidationError,
    WebSocketRequestValidationError,
)
"""What is no error of the server, and so none for a handler of `Exception`."""


class Handlers:
    """Answers exceptions by the handlers that are registered for them."""

    exception_handlers: Dict[Any, Handler]

    async def _handle(
        self, error: Exception, scope: Scope, receive: Receive, send: Send, is_first: bool = True
    ) -> bool:
        """Answer an exception by its handler; tell whether there is one."""
        answers = answers_in(scope)
        handler = self._handler_of(error, answers.handlers if answers else {})
        websocket = websocket_of(scope, receive, send) if scope["type"] == "websocket" else None
        if handler is None:
            return websocket is not None and await self._close_for(error, websocket)
        if RESPONSE_STARTED in scope:
            raise RuntimeError("Caught handled exception, but response already started.") from error
        response: Any
        try:
            response = quick = None if websocket or answers else quick_answer(handler, error)
            if response is None:
                connection = websocket or Request(scope, receive, send)
                response = await call_handler(handler, connection, error)
        except Exception as another:
            if is_first and await self._handle(another, scope, receive, send, is_first=False):
                return True
            raise
        if websocket is not None:
            await answer(websocket, error, response)
        elif response is not None:
            app = response if scope["method"] != "HEAD" else for_method(scope, response)
            await app(scope, receive, send if quick else remembering(scope, send))
        return True

    async def _close_for(self, error: Exception, websocket: WebSocket) -> bool:
        """Close a WebSocket for an exception without a handler; tell whether it is one to close for."""
        return False

    def _handler_of(
        self, error: Exception, declared: Mapping[Any, Handler | None]
    ) -> Handler | None:
        """Return what handles an exception: what is registered for its class, or declared with it."""
        handlers, keys = self.exception_handlers, error.__class__.__mro__
        for key in (error.status_code, *keys) if isinstance(error, HTTPException) else keys:
            if key in handlers and key not in (500, Exception):
                return handlers[key]
            if key in declared:
                return declared[key]
        return None


async def call_handler(
    handler: Handler, connection: HTTPConnection, error: Exception
) -> Response | None:
    """Return the answer of a handler, or None if it wants none."""
    response: Any
    if is_coroutine(handler):
        response = await handler(connection, error)
    else:
        response = await run_in_threadpool(handler, connection, error)
    if response is not None and not callable(response):
        raise TypeError(
            f"{place(handler)} handles {type(error).__name__} and returns {response!r}. Return a "
            "Response, for example JSONResponse."
        )
    return response  # type: ignore[no-any-return]  # what can be called is taken for a response


# What stands around a part


Around = Callable[[ASGIApp], ASGIApp]
"""Returns what serves in the place of a route."""


class Part(Handlers):
    """The middleware and, inside of it, the exception handlers of a router or an operation.

    All routes of a part share the one object of each middleware, which is made for the first
    request. From then on nothing can be added.
    """

    def __init__(
        self,
        exception_handlers: Mapping[Any, Handler] | None = None,
        middleware: Sequence[Middleware] | None = None,
    ) -> None:
        self.exception_handlers = dict(exception_handlers or {})
        self.middleware: List[Middleware] = list(middleware or ())
        self._key = f"etude.part.{id(self)}"
        self.serves = False
        """Whether a route of the part serves."""

    def around(self, app: ASGIApp) -> ASGIApp:
        """Return a route inside the part; where the part is empty, the route itself."""
        self.serves = True
        inner = self._handling(app) if self.exception_handlers else app
        if not self.middleware:
            return inner
        stack, key = self._stack, self._key

        async def serve(scope: Scope, receive: Receive, send: Send) -> None:
            scope[key] = inner
            is_http = scope["type"] == "http"
            await stack(scope, receive, remembering(scope, send) if is_http else send)

        return serve

    @cached_property
    def _stack(self) -> ASGIApp:
        """The middleware, around whatever route the scope names."""
        app: ASGIApp = self._serve_route
        for middleware in reversed(self.middleware):
            app = middleware.cls(app, *middleware.args, **middleware.kwargs)
        return app

    async def _serve_route(self, scope: Scope, receive: Receive, send: Send) -> None:
        await scope[self._key](scope, receive, send)

    def _handling(self, app: ASGIApp) -> ASGIApp:
        async def serve(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] == "websocket":
                websocket = websocket_of(scope, receive, send)
                receive, send = websocket.receive, websocket.send
            try:
                is_http = scope["type"] == "http"
                await app(scope, receive, remembering(scope, send) if is_http else send)
            except Exception as error:
                if not await self._handle(error, scope, receive, send):
                    raise

        return serve

    def _handler_of(
        self, error: Exception, declared: Mapping[Any, Handler | None]
    ) -> Handler | None:
        """Return a handler of the part; what a class answers by itself is left to the application."""
        found = super()._handler_of(error, dict.fromkeys(declared))
        if found is not None or isinstance(error, (*_EXPECTED, *declared)):
            return found
        return self.exception_handlers.get(500) or self.exception_handlers.get(Exception)


def part_of(options: MutableMapping[str, Any]) -> tuple[Around, ...]:
    """Take what makes a part out of options that were given; without it, there is none."""
    handlers, middleware = options.pop("exception_handlers", None), options.pop("middleware", None)
    return (Part(handlers, middleware).around,) if handlers or middleware else ()


def within(parts: Sequence[Around], app: ASGIApp) -> ASGIApp:
    """Return what serves a route inside parts, the outermost of which is the first."""
    for around in reversed(parts):
        app = around(app)
    return app


def parts_of(route: BaseRoute) -> tuple[Around, ...]:
    """Return the parts around a route."""
    parts: tuple[Around, ...] = getattr(route, "parts", ())
    return parts


def enclose(route: BaseRoute, parts: tuple[Around, ...]) -> None:
    """Put a route that is no operation into parts; its first connection puts these together."""
    names = vars(route)

    async def handle(scope: Scope, receive: Receive, send: Send) -> None:
        app = names["handle"] = within(parts, partial(type(route).handle, route))
        await app(scope, receive, send)

    names.update(parts=parts, handle=handle)
