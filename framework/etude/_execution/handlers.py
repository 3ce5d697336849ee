"""The ASGI end of an operation."""

from __future__ import annotations

from contextlib import AsyncExitStack
from types import TracebackType
from typing import Any, Awaitable, Callable, Mapping

from anyio import CancelScope
from starlette.exceptions import HTTPException, WebSocketException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from .._plan.model import Lifetime, Operation
from ..exceptions import EndpointContext, EtudeError, RequestValidationError
from .bodies import compile_body_reader
from .calling import Run, compile_calls
from .context import FORM_LIMITS, STACKS, Context
from .observing import Observer
from .replying import (
    Messages,
    compile_messages,
    compile_response,
    rendering_in_thread,
    send_response,
)
from .streaming import SharedReceive, Streaming

Respond = Callable[[Context], Awaitable[Response]]
"""Makes the calls of an operation, and a response of the result."""


def limit_forms(app: ASGIApp, limits: Mapping[str, int]) -> ASGIApp:
    """Set how much of a form an endpoint may read by itself."""

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        scope[FORM_LIMITS] = limits
        await app(scope, receive, send)

    return serve


def compile_http(
    operation: Operation, where: EndpointContext, observer: Observer | None = None
) -> ASGIApp:
    """Return the ASGI application that serves one operation.

    It raises what the endpoint and its dependencies raise, RequestValidationError for a request
    that does not fit, and ResponseValidationError for a result that does not fit.
    """
    operation = operation if observer else rendering_in_thread(operation, where)
    if operation.needs_closing:
        return serve_responses(compile_respond(operation, where, observer))
    result_of = _compile_result(operation, where, observer)
    if operation.replies_plainly and observer is None:
        return _serve_messages(result_of, compile_messages(operation.reply, where))
    return _serve_responses(result_of, _compile_response(operation, where, observer))


def _serve_messages(result_of: Run, messages: Messages) -> ASGIApp:
    """Serve an operation in the shortest way: from the result to bytes to two messages."""

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        context = Context(scope, receive, send)
        result = await result_of(context)
        if isinstance(result, Response):
            await send_response(result, context)
            return
        start, body = messages(result)
        await send(start)
        await send(body)

    return serve


def _serve_responses(result_of: Run, make_response: Callable[[Any, Context], Response]) -> ASGIApp:
    """Serve an operation by a response object."""

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        context = Context(scope, receive, send)
        response = make_response(await result_of(context), context)
        await send_response(response, context)

    return serve


def _compile_response(
    operation: Operation, where: EndpointContext, observer: Observer | None
) -> Callable[[Any, Context], Response]:
    make_response = compile_response(operation, where)
    return make_response if observer is None else observer.responding(make_response)


def _compile_result(operation: Operation, where: EndpointContext, observer: Observer | None) -> Run:
    """Return a function that reads the request and returns what the endpoint returns."""
    call = compile_calls(operation, where, observer=observer)
    bare = compile_body_reader(operation)
    if bare is None:
        return call
    read_body = bare if observer is None else observer.reading(bare)

    async def result_of(context: Context) -> Any:
        try:
            await read_body(context)
        except RequestValidationError as error:
            error.endpoint_ctx = where
            raise
        return await call(context)

    return result_of


# Operations with dependencies that yield, and with handlers of their own


def compile_respond(
    operation: Operation, where: EndpointContext, observer: Observer | None = None
) -> Respond:
    """Return a function that makes the calls of an operation and a response of the result."""
    operation = operation if observer else rendering_in_thread(operation, where)
    result_of = _compile_result(operation, where, observer)
    make_response = _compile_response(operation, where, observer)
    shares_receive = operation.reply.yields and operation.injects("request")

    async def respond(context: Context) -> Response:
        shared = _share_receive(context) if shares_receive else None
        async with Closing(context, Lifetime.function) as closing:
            closing.response = make_response(await result_of(context), context)
            _prepare_stream(closing, shared, context)
        return closing.outcome()

    return respond


def _prepare_stream(closing: Closing, shared: SharedReceive | None, context: Context) -> None:
    """Keep open, for an answer that streams, what closes with the function otherwise."""
    response = closing.response
    if isinstance(response, Streaming):
        response.receive, response.closing = shared, closing.later(context)


def _share_receive(context: Context) -> SharedReceive:
    """Let the request's body be read while the answer is on its way."""
    context.receive = shared = SharedReceive(context.receive)
    if context.request_if_made is not None:
        context.request_if_made._receive = shared
    return shared


def serve_responses(respond: Respond) -> ASGIApp:
    """Serve an operation by its response object, and close afterwards what yielded."""

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        context = Context(scope, receive, send)
        context.stacks = scope[STACKS] = {}
        async with Closing(context, Lifetime.request) as closing:
            closing.response = await respond(context)
            await send_response(closing.response, context)
        closing.outcome()

    return serve


def compile_route_handler(
    operation: Operation,
    where: EndpointContext,
    overridden: Callable[[Scope], Operation | None],
    observer: Observer | None = None,
) -> Callable[[Request], Awaitable[Response]]:
    """Return the operation as a function of a request, for routes that wrap it in their own.

    `overridden` plans it anew for a request in whose application dependencies are overridden.
    """
    respond = compile_respond(operation, where, observer)

    async def handle(request: Request) -> Response:
        other = overridden(request.scope)
        current = respond if other is None else compile_respond(other, where, observer)
        return await current(Context.of_request(request))

    return handle


class Closing:
    """Closes the dependencies of one lifetime, whatever happened before."""

    def __init__(self, context: Context, lifetime: Lifetime) -> None:
        self.response: Response | None = None
        self.error: BaseException | None = None
        """What was raised; where the dependencies kept it, the only trace of it."""
        self._is_kept = False
        self._stack = context.stacks[lifetime] = AsyncExitStack()

    async def __aenter__(self) -> Closing:
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> bool:
        self.error = exc
        with CancelScope(shield=True):
            self._is_kept = bool(await self._stack.__aexit__(exc_type, exc, traceback))
        return self._is_kept

    def later(self, context: Context) -> Closing:
        """Return what closes the same dependencies after a stream, or when the request ends."""
        later = Closing(context, Lifetime.function)
        later.response = self.response
        later._stack.push_async_exit(self._stack.pop_all())
        context.stack(Lifetime.request).push_async_exit(later)
        return later

    def outcome(self) -> Response:
        """Return the response, or say that a dependency kept the exception to itself."""
        if self.error is None and self.response is not None:
            return self.response
        if isinstance(self.error, (HTTPException, WebSocketException)):
            raise self.error
        raise EtudeError(
            "There is no response: a dependency with `yield` caught the exception "
            f"{self.error!r} and did not raise it again. Add `raise` to its `except`."
        ) from self.error
