"""The ASGI end of a WebSocket endpoint, and how every WebSocket comes to its end."""

from __future__ import annotations

from contextlib import suppress
from typing import Awaitable, Callable

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from .._plan.model import Lifetime, Plan
from .._plan.signature import place
from ..exceptions import EndpointContext, EtudeError, WebSocketRequestValidationError
from ..logger import logger
from .calling import compile_calls
from .context import Closing, Context, Observer, Run
from .validation import distinct_errors

Handle = Callable[[Exception, Scope, Receive, Send], Awaitable[bool]]
"""Handles an exception by what is registered for it; tells whether something is."""

NORMAL_CLOSURE = 1000
INTERNAL_ERROR = 1011
"""Close codes (RFC 6455, section 7.4.1)."""
_REASON_SIZE = 123
"""The most bytes that a reason may have (RFC 6455, section 5.5)."""


def compile_websocket(
    plan: Plan, where: EndpointContext, observer: Observer | None = None
) -> ASGIApp:
    """Return the ASGI application that serves one WebSocket endpoint.

    It raises what the endpoint and its dependencies raise, and WebSocketRequestValidationError
    for a handshake that does not fit.
    """
    call = compile_calls(plan, where, _invalid, observer)

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        context = Context(scope, receive, send)
        context.websocket = websocket_of(scope, receive, send)
        async with Closing() as closing:
            context.stacks = {Lifetime.request: closing}
            await _converse(call, context)
        _check(closing, context.websocket)

    return serve


async def _converse(call: Run, context: Context) -> None:
    """Let the endpoint talk, then close the WebSocket and run the tasks that the endpoint left."""
    try:
        async with Closing() as closing:
            context.stacks = {**context.stacks, Lifetime.function: closing}
            await call(context)
        _check(closing, context.websocket)
    except WebSocketDisconnect:  # as most of them end
        await _run_tasks(context)
        raise
    await finish(context.websocket)
    await _run_tasks(context)


def _check(closing: Closing, websocket: WebSocket) -> None:
    """Raise an error if a dependency kept an exception that the client has to hear of."""
    if closing.kept_refusal or websocket.application_state is WebSocketState.CONNECTING:
        closing.check()


async def _run_tasks(context: Context) -> None:
    if context.background_if_made is not None:
        await context.background_if_made()


def websocket_of(scope: Scope, receive: Receive, send: Send) -> WebSocket:
    """Return the WebSocket that the application made for a connection.

    Where something stands between the two that receives, sends or sees the scope in its own way,
    return a WebSocket above it.
    """
    made = getattr(send, "__self__", None)
    if isinstance(made, WebSocket) and made.scope is scope and receive == made.receive:
        return made
    return WebSocket(scope, receive, send)


def _invalid(context: Context, where: EndpointContext) -> Exception:
    return WebSocketRequestValidationError(distinct_errors(context), endpoint_ctx=where)


# How a connection ends, whoever served it


async def serve_websocket(
    app: ASGIApp, handle: Handle, scope: Scope, receive: Receive, send: Send
) -> None:
    """Serve a WebSocket to its end: handle what is raised, and leave no client waiting.

    Raises what nothing is registered for, after it closed an open connection with code 1011.
    """
    websocket = websocket_of(scope, receive, send)
    try:
        try:
            await app(scope, websocket.receive, websocket.send)
        except Exception as error:
            if not await handle(error, scope, websocket.receive, websocket.send):
                raise
        await finish(websocket)
    except Exception:
        if websocket.application_state is WebSocketState.CONNECTED:
            await hang_up(websocket, INTERNAL_ERROR)
        raise


async def answer(websocket: WebSocket, error: Exception, response: Response | None) -> None:
    """Deny the handshake with what a handler returned, or close what the handler left open."""
    if websocket.application_state is WebSocketState.CONNECTING and response is not None:
        if "websocket.http.response" in websocket.scope.get("extensions", {}):
            await response(websocket.scope, websocket.receive, websocket.send)
            return
    elif response is not None:
        logger.error(
            "%r was raised after the handshake of the WebSocket %s had been answered, so that no "
            "response can be sent. Raise WebSocketException, which says with which code to close.",
            error,
            websocket.scope["path"],
        )
    await hang_up(websocket, INTERNAL_ERROR)


async def hang_up(websocket: WebSocket, code: int, reason: str | None = None) -> None:
    """Close a WebSocket that is open on both ends; before it is accepted, this denies it."""
    if _is_open(websocket):
        with suppress(WebSocketDisconnect, RuntimeError):  # the client was faster
            encoded = (reason or "").encode()[:_REASON_SIZE]
            await websocket.close(code, encoded.decode(errors="ignore"))


async def finish(websocket: WebSocket) -> None:
    """Close what an endpoint left open when it returned.

    Raises EtudeError if it answered the handshake in no way.
    """
    is_waiting = websocket.application_state is WebSocketState.CONNECTING and _is_open(websocket)
    await hang_up(websocket, NORMAL_CLOSURE)
    if is_waiting:
        scope = websocket.scope
        talker = place(scope["endpoint"]) if "endpoint" in scope else "An application"
        raise EtudeError(
            f"{talker} returned and neither accepted nor closed the WebSocket {scope['path']}, so "
            "that it was denied. Call `await websocket.accept()` first."
        )


def _is_open(websocket: WebSocket) -> bool:
    return (
        websocket.client_state is not WebSocketState.DISCONNECTED
        and websocket.application_state in (WebSocketState.CONNECTING, WebSocketState.CONNECTED)
    )
