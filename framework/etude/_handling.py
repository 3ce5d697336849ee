"""What an application answers when something was raised."""

from __future__ import annotations

from typing import Any, Mapping

from starlette.exceptions import HTTPException, WebSocketException
from starlette.middleware.errors import ServerErrorMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket

from ._body_limits import BodyTooLarge
from ._execution.context import RESPONSE_STARTED, remembering
from ._execution.websockets import hang_up
from ._options import Handler
from ._parts import Handlers, call_handler
from .exception_handlers import (
    http_exception_handler,
    request_validation_exception_handler,
    websocket_request_validation_exception_handler,
)
from .exceptions import RequestValidationError, WebSocketRequestValidationError

_DEFAULT_HANDLERS: Mapping[Any, Handler] = {
    HTTPException: http_exception_handler,
    RequestValidationError: request_validation_exception_handler,
    WebSocketRequestValidationError: websocket_request_validation_exception_handler,
}


class HandlesExceptions(Handlers):
    """Answers exceptions by the handlers that are registered for them."""

    debug: bool
    root_path: str
    middleware_stack: ASGIApp | None

    def _init_handlers(self, handlers: Mapping[Any, Handler] | None) -> None:
        self.exception_handlers: dict[Any, Handler] = {**_DEFAULT_HANDLERS, **(handlers or {})}

    def _check_may_add(self, what: str) -> None:
        if self.middleware_stack is not None:
            raise RuntimeError(
                f"Cannot add {what} after an application has started. Add it where the application "
                "is made, before its first request and outside its lifespan."
            )

    def _around_middleware(self, app: ASGIApp) -> ASGIApp:
        """Answer what middleware raises: a body over the limit, and any other as an error here."""

        async def serve(scope: Scope, receive: Receive, send: Send) -> None:
            if self.root_path:
                self._stand_at_root(scope)
            if scope["type"] != "http":
                await app(scope, receive, send)
                return
            try:
                await app(scope, receive, remembering(scope, send))
            except BodyTooLarge as error:
                await self._answer(error, scope, receive, send)
            except Exception as error:
                await self._answer_server_error(error, scope, receive, send)
                raise

        return serve

    def _stand_at_root(self, scope: Scope) -> None:
        """Begin at the root path of the application, unless a mount has said where it is."""
        if "app_root_path" not in scope:
            scope["root_path"] = self.root_path

    async def _answer(self, error: Exception, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer an exception; raise it again if nobody handles it."""
        try:
            if not await self._handle(error, scope, receive, send):
                raise error
        except Exception as unhandled:
            await self._answer_server_error(unhandled, scope, receive, send)
            raise

    async def _handle_in_websocket(
        self, websocket: WebSocket, error: Exception, is_first: bool = True
    ) -> bool:
        """Handle an exception by its handler, or as a close; tell whether it is one of the two."""
        if await super()._handle_in_websocket(websocket, error, is_first):
            return True
        if not isinstance(error, WebSocketException):
            return False
        await hang_up(websocket, error.code, error.reason)
        return True

    async def _answer_server_error(
        self, error: Exception, scope: Scope, receive: Receive, send: Send
    ) -> None:
        """Answer with status 500, unless an answer has begun."""
        if RESPONSE_STARTED in scope:
            return
        request = Request(scope, receive, send)
        handler = self.exception_handlers.get(500) or self.exception_handlers.get(Exception)
        response: Response | None = Response("Internal Server Error", 500, media_type="text/plain")
        if self.debug:
            response = ServerErrorMiddleware(request.app).debug_response(request, error)
        elif handler is not None:
            response = await call_handler(handler, request, error)
        if response is not None:
            await response(scope, receive, send)
