"""What an application answers when something was raised."""

from __future__ import annotations

from typing import Any, Mapping

from starlette.exceptions import HTTPException, WebSocketException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.errors import ServerErrorMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket

from ._answers import Answers
from ._body_limits import BodyTooLarge
from ._execution.context import RESPONSE_STARTED, remembering
from ._execution.websockets import hang_up
from ._methods import BODILESS, for_method
from ._options import Handler
from ._parts import Handlers, call_handler
from .exception_handlers import (
    http_exception_handler,
    problem_exception_handler,
    request_validation_exception_handler,
    respond,
    websocket_request_validation_exception_handler,
)
from .exceptions import RequestValidationError, WebSocketRequestValidationError
from .problems import Problem

_DEFAULT_HANDLERS: Mapping[Any, Handler] = {
    HTTPException: http_exception_handler,
    RequestValidationError: request_validation_exception_handler,
    WebSocketRequestValidationError: websocket_request_validation_exception_handler,
    Problem: problem_exception_handler,
}
_SERVER_ERROR = HTTPException(500)


class HandlesExceptions(Handlers):
    """Answers exceptions by the handlers that are registered for them."""

    debug: bool
    root_path: str
    middleware_stack: ASGIApp | None
    user_middleware: list[Middleware]
    cors_on_server_errors: bool
    answers: Answers | None
    """What is answered otherwise than by default when something is raised."""

    def _init_handlers(self, handlers: Mapping[Any, Handler] | None) -> None:
        self.exception_handlers: dict[Any, Handler] = {**_DEFAULT_HANDLERS, **(handlers or {})}

    def _check_may_add(self, what: str) -> None:
        if self.middleware_stack is not None:
            raise RuntimeError(
                f"Cannot add {what} after an application has started. Add it where the application "
                "is made, before its first request and outside its lifespan."
            )

    def _around_middleware(self, app: ASGIApp) -> ASGIApp:
        """Answer what middleware raises: a body over the limit, and any other as an error here.

        The body of an answer to HEAD goes as far as here, for middleware that makes headers of it.
        """

        async def serve_head(scope: Scope, receive: Receive, send: Send) -> None:
            scope[BODILESS] = True
            try:
                await app(scope, receive, send)
            finally:
                del scope[BODILESS]

        async def serve(scope: Scope, receive: Receive, send: Send) -> None:
            if self.root_path:
                self._stand_at_root(scope)
            if scope["type"] != "http":
                await app(scope, receive, send)
                return
            serve = for_method(scope, serve_head) if scope["method"] == "HEAD" else app
            try:
                await serve(scope, receive, remembering(scope, send))
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

    async def _close_for(self, error: Exception, websocket: WebSocket) -> bool:
        """Close a WebSocket for the exception that says with which code to do so."""
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
        response: Response | None
        if self.debug:
            response = ServerErrorMiddleware(request.app).debug_response(request, error)
        elif handler is not None:
            response = await call_handler(handler, request, error)
        else:
            response = respond(request, _SERVER_ERROR, _SERVER_ERROR.detail.encode, "text/plain")
        if response is not None:
            app = for_method(scope, self._across_origins(response, scope))
            await app(scope, receive, send)

    def _across_origins(self, app: ASGIApp, scope: Scope) -> ASGIApp:
        """Let what answers an error stand inside CORS middleware too, which the error has left."""
        for middleware in self.user_middleware if self.cors_on_server_errors else ():
            kind: Any = middleware.cls
            is_cors = isinstance(kind, type) and issubclass(kind, CORSMiddleware)
            if is_cors and scope["method"] != "OPTIONS":  # which it would answer as a preflight
                app = middleware.cls(app, *middleware.args, **middleware.kwargs)
        return app
