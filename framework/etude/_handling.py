"""What an application answers when something was raised."""

from __future__ import annotations

from typing import Any, Callable, Mapping, Type, Union

from annotated_doc import Doc
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException, WebSocketException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.errors import ServerErrorMiddleware
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket
from typing_extensions import Annotated

from ._answers import Answers, answers_in
from ._body_limits import BodyTooLarge
from ._declaring import decorating
from ._execution.context import RESPONSE_STARTED, remembering
from ._execution.websockets import answer, hang_up
from ._methods import BODILESS, for_method
from ._plan.signature import is_coroutine, place
from .exception_handlers import (
    http_exception_handler,
    problem_exception_handler,
    quick_answer,
    request_validation_exception_handler,
    respond,
    websocket_request_validation_exception_handler,
)
from .exceptions import RequestValidationError, WebSocketRequestValidationError
from .problems import Problem
from .types import Decorator

ExceptionKey = Annotated[
    Union[int, Type[Exception]],
    Doc("What to handle: a class with its subclasses, or a status code."),
]
Handler = Callable[..., Any]

_DEFAULT_HANDLERS: Mapping[Any, Handler] = {
    HTTPException: http_exception_handler,
    RequestValidationError: request_validation_exception_handler,
    WebSocketRequestValidationError: websocket_request_validation_exception_handler,
    Problem: problem_exception_handler,
}
_SERVER_ERROR = HTTPException(500)


class HandlesExceptions:
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

    def add_exception_handler(
        self,
        exc_class_or_status_code: ExceptionKey,
        handler: Annotated[Handler, Doc("A function of request and exception.")],
    ) -> None:
        """Answer an exception by a function. Raises RuntimeError once the application serves."""
        if self.middleware_stack is not None:
            raise RuntimeError(
                "Cannot add an exception handler after an application has started. Add it where "
                "the application is made, before its first request and outside its lifespan."
            )
        self.exception_handlers[exc_class_or_status_code] = handler

    def exception_handler(self, exc_class_or_status_code: ExceptionKey) -> Decorator:
        """Declare what to answer when an exception is raised: a function of request and exception."""
        add = self.add_exception_handler
        return decorating(lambda handler: add(exc_class_or_status_code, handler))

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

    async def _handle(
        self, error: Exception, scope: Scope, receive: Receive, send: Send, is_first: bool = True
    ) -> bool:
        """Answer an exception by its handler; tell whether there is one."""
        answers = answers_in(scope)
        handler = self._handler_of(error, answers)
        if handler is None:
            return False
        if RESPONSE_STARTED in scope:
            raise RuntimeError("Caught handled exception, but response already started.") from error
        response: ASGIApp | None
        try:
            response = quick_answer(handler, error) if answers is None else None
            if response is None:
                response = await _call_handler(handler, Request(scope, receive, send), error)
        except Exception as another:
            if is_first and await self._handle(another, scope, receive, send, is_first=False):
                return True
            raise
        if response is not None:
            await for_method(scope, response)(scope, receive, remembering(scope, send))
        return True

    async def _handle_in_websocket(
        self, websocket: WebSocket, error: Exception, is_first: bool = True
    ) -> bool:
        """Handle an exception by its handler; tell whether there is one."""
        handler = self._handler_of(error, None)
        if handler is not None:
            try:
                response = await _call_handler(handler, websocket, error)
            except Exception as another:
                if is_first and await self._handle_in_websocket(websocket, another, False):
                    return True
                raise
            await answer(websocket, error, response)
        elif isinstance(error, WebSocketException):
            await hang_up(websocket, error.code, error.reason)
        else:
            return False
        return True

    def _handler_of(self, error: Exception, answers: Answers | None) -> Handler | None:
        handlers = self.exception_handlers
        if answers is not None:
            handlers = {**answers.handlers, **handlers}
        status = error.status_code if isinstance(error, HTTPException) else None
        for key in (status, *error.__class__.__mro__):
            if key in handlers and key not in (500, Exception):
                return handlers[key]
        return None

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
            response = await _call_handler(handler, request, error)
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


async def _call_handler(
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
