"""The ASGI end of an operation."""

from __future__ import annotations

from functools import partial
from typing import Any, Awaitable, Callable, Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from .._anyio import can_be_cancelled
from .._http import allows_body, content_length
from .._plan.model import Lifetime, Operation
from ..exceptions import EndpointContext, RequestValidationError
from .bodies import compile_body_reader
from .calling import compile_calls, needs_context, write_calls
from .context import (
    FORM_LIMITS,
    RESPONSE_STARTED,
    STACKS,
    Closing,
    Context,
    Observer,
    Run,
)
from .replying import (
    compile_render,
    compile_response,
    headers_without_body,
    rendering_in_thread,
    send_response,
)
from .source import Source
from .streaming import SharedReceive, Streaming

Respond = Callable[[Context], Awaitable[Response]]
"""Makes the calls of an operation, and a response of the result."""

PARTS = frozenset({"solve_dependencies", "run_endpoint_function"})
"""The functions of `etude.routing` that handlers go through, if somebody has replaced one of them."""

_JSON = (b"content-type", b"application/json")


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
    is_plain = operation.replies_plainly and observer is None
    if is_plain and operation.reply.stream is None and not operation.closes(Lifetime.function):
        serve = _serve_plainly(operation, where)
    else:
        serve = _serve_response(compile_respond(operation, where, observer))
    return _closing_behind(serve) if operation.needs_closing else serve


def _serve_plainly(operation: Operation, where: EndpointContext) -> ASGIApp:
    """Serve an operation in the shortest way: from the result to bytes to two messages."""
    source = Source()
    read_body = compile_body_reader(operation)
    if read_body is not None or needs_context(operation):
        source.add(f"context = {source.name(Context, 'context')}(scope, receive, send)")
    if read_body is not None:
        source.add("try:", f"    await {source.name(read_body, 'read')}(context)")
        source.add(f"except {source.name(RequestValidationError, 'refusal')} as error:")
        source.add(f"    error.endpoint_ctx = {source.name(where, 'where')}", "    raise")
    source.add(f"result = {write_calls(source, operation, where)}")
    _write_reply(source, operation, where)
    serve: ASGIApp = source.function("async def written(scope, receive, send)")
    return serve


def _write_reply(source: Source, operation: Operation, where: EndpointContext) -> None:
    """Write how the result of an operation becomes two messages."""
    status = operation.reply.status_code
    render = source.name(compile_render(operation.reply, where), "render")
    source.add(
        f"if type(result) is not dict and isinstance(result, {source.name(Response, 'response')}):",
        f"    await {source.name(send_response, 'send')}(result, scope, receive, send)",
        "    return",
        f"body = {render}(result)",
    )
    if allows_body(status):
        length, json = source.name(content_length, "length"), source.name(_JSON, "json")
        source.add(f"headers = [{length}[len(body)], {json}]")
    else:
        without = source.name(partial(headers_without_body, status), "headers")
        source.add("body = b''", f"headers = {without}()")
    if operation.needs_closing:  # which may fail later
        source.add(f"scope[{RESPONSE_STARTED!r}] = True")
    start = f"'type': 'http.response.start', 'status': {status!r}, 'headers': headers"
    source.add(
        f"await send({{{start}}})", "await send({'type': 'http.response.body', 'body': body})"
    )


def _compile_reading(read_body: Run, where: EndpointContext) -> Run:
    """Return a function that reads the body, and says whose it is if it cannot be."""

    async def read(context: Context) -> None:
        try:
            await read_body(context)
        except RequestValidationError as error:
            error.endpoint_ctx = where
            raise

    return read


def _compile_result(
    operation: Operation, where: EndpointContext, observer: Observer | None = None
) -> Run:
    """Return a function that reads the request and returns what the endpoint returns."""
    call = compile_calls(operation, where, observer=observer)
    bare = compile_body_reader(operation)
    if bare is None:
        return call
    read_body = _compile_reading(bare, where)
    read_body = read_body if observer is None else observer.reading(read_body)

    async def result_of(context: Context) -> Any:
        await read_body(context)
        return await call(context)

    return result_of


# Operations that answer with a response object, and handlers of their own


def compile_respond(
    operation: Operation,
    where: EndpointContext,
    observer: Observer | None = None,
    run: Run | None = None,
) -> Respond:
    """Return a function that makes the calls of an operation and a response of the result.

    `run` reads the request and makes the calls, if that is to be done in another way.
    """
    operation = operation if observer or run else rendering_in_thread(operation, where)
    result_of = run or _compile_result(operation, where, observer)
    make_response = compile_response(operation, where, observer)
    shares_receive = operation.reply.yields and operation.injects("request")

    async def respond(context: Context) -> Response:
        shared = SharedReceive(context.receive) if shares_receive else None
        if shared is not None:
            context.receive = shared
            if context.request_if_made is not None:
                context.request_if_made._receive = shared
        response = make_response(await result_of(context), context)
        if isinstance(response, Streaming):
            response.receive = shared
        return response

    return _closing_before(respond) if operation.closes(Lifetime.function) else respond


def serve_responses(respond: Respond) -> ASGIApp:
    """Serve an operation by its response object, and close afterwards what yielded."""
    return _closing_behind(_serve_response(respond))


def _serve_response(respond: Respond) -> ASGIApp:
    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        context = Context(scope, receive, send)
        response = await respond(context)
        await send_response(response, scope, context.receive, send)

    return serve


def _closing_behind(serve: ASGIApp) -> ASGIApp:
    """Close behind the answer what is open until the request is done."""
    of_request = Lifetime.request

    async def serve_and_close(scope: Scope, receive: Receive, send: Send) -> None:
        closing = Closing()
        if can_be_cancelled():
            closing.begin()
        scope[STACKS] = {of_request: closing}
        try:  # as `async with closing`, in a coroutine less, or in two
            await serve(scope, receive, send)
        except BaseException as error:
            if not await closing.__aexit__(type(error), error, error.__traceback__):
                raise
            closing.check()
        else:
            only = len(closing.exits) == 1
            await (closing.exits.pop() if only else closing.__aexit__)(None, None, None)

    return serve_and_close


def _closing_before(respond: Respond) -> Respond:
    """Close before the answer what is open until the endpoint is done; behind a stream's items."""

    async def respond_and_close(context: Context) -> Response:
        async with Closing() as closing:
            context.stacks = {**context.stacks, Lifetime.function: closing}
            response = await respond(context)
            if isinstance(response, Streaming):
                response.closing = closing.moved()
                context.stack(Lifetime.request).push_async_exit(response.closing.__aexit__)
        closing.check()
        return response

    return respond_and_close


def compile_route_handler(
    operation: Operation,
    where: EndpointContext,
    overridden: Callable[[Scope], Operation | None],
    observer: Observer | None = None,
    run: Run | None = None,
) -> Callable[[Request], Awaitable[Response]]:
    """Return the operation as a function of a request, for routes that wrap it in their own.

    `overridden` plans it anew for a request in whose application dependencies are overridden. `run`
    is that of `compile_respond`.
    """
    respond = compile_respond(operation, where, observer, run)

    async def handle(request: Request) -> Response:
        other = overridden(request.scope)
        current = respond if other is None else compile_respond(other, where, observer)
        context = Context(request.scope, request.receive, request._send)
        context.request_if_made = request
        return await current(context)

    return handle
