"""What an application answers by default when an exception says what went wrong."""

from __future__ import annotations

from typing import Any, Callable, Iterable, Iterator, Mapping, Sequence

from annotated_doc import Doc
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.status import WS_1008_POLICY_VIOLATION
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket
from typing_extensions import Annotated

from ._answers import answers_in
from ._execution.context import RESPONSE_STARTED
from ._http import allows_body, content_length
from ._json import render_json
from ._problems import PROBLEM_JSON, prefers_problems, problem_of
from .exceptions import RequestValidationError, WebSocketRequestValidationError
from .problems import Problem

_JSON = "application/json"


async def http_exception_handler(
    request: Request, exc: Annotated[HTTPException, Doc("What was raised.")]
) -> Response:
    """Answer with the status and the headers of the exception, and its detail as JSON."""
    if not allows_body(exc.status_code):
        return Response(status_code=exc.status_code, headers=exc.headers)
    return respond(request, exc, lambda: _render_detail(exc))


async def problem_exception_handler(
    request: Request, exc: Annotated[Problem, Doc("What was raised.")]
) -> Response:
    """Answer with problem details, unless the client is to choose and chooses plain JSON."""
    return await http_exception_handler(request, exc)


async def request_validation_exception_handler(
    request: Request, exc: Annotated[RequestValidationError, Doc("What the client got wrong.")]
) -> Response:
    """Answer with status 422 and all errors, as JSON."""
    return respond(request, exc, lambda: _render_errors(exc))


def respond(
    connection: HTTPConnection,
    exc: HTTPException | RequestValidationError,
    render: Callable[[], bytes],
    media_type: str = _JSON,
) -> Response:
    """Answer with problem details where the client is to get them, else with what is rendered."""
    answers = answers_in(connection.scope)
    mode = (answers and answers.problem_details) or isinstance(exc, Problem)
    is_problem = mode is True
    if mode == "accept":
        is_problem = prefers_problems(",".join(connection.headers.getlist("accept")))
    body = render_json(problem_of(exc, connection.scope)) if is_problem else render()
    status, headers = getattr(exc, "status_code", 422), getattr(exc, "headers", None)
    response = Response(body, status, headers, PROBLEM_JSON if is_problem else media_type)
    if mode == "accept":
        response.headers.add_vary_header("Accept")
    return response


def quick_answer(handler: Any, exc: Any) -> ASGIApp | None:
    """Return what sends the answer of a handler above, made without request and response objects.

    None stands for a handler of the user, and for an answer that is more than a status and JSON.
    """
    if handler is request_validation_exception_handler:
        return _sending(422, _render_errors(exc))
    if handler is http_exception_handler and not exc.headers and allows_body(exc.status_code):
        return _sending(exc.status_code, _render_detail(exc))
    return None


def refusing(status: int, headers: Mapping[str, str] | None = None) -> ASGIApp:
    """Return what sends the answer to an HTTPException with this status, and nothing of its own."""
    raw_headers = Headers(headers).raw
    return _sending(status, _render_detail(HTTPException(status)), raw_headers)


def _sending(status: int, body: bytes, more: Sequence[tuple[bytes, bytes]] = ()) -> ASGIApp:
    headers = [*more, content_length[len(body)], (b"content-type", b"application/json")]

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        start = {"type": "http.response.start", "status": status, "headers": list(headers)}
        scope[RESPONSE_STARTED] = True
        await send(start)  # with a list that middleware may change
        await send({"type": "http.response.body", "body": body})

    return serve


def _render_detail(exc: HTTPException) -> bytes:
    return render_json({"detail": exc.detail})


def _render_errors(exc: RequestValidationError) -> bytes:
    try:
        found = exc._errors_in_json()
        if found is not None:
            return f'{{"detail":{found}}}'.encode()
    except ValueError:  # of a lone surrogate
        pass
    errors = exc.errors()
    try:
        return render_json({"detail": errors})
    except (ValueError, TypeError, RecursionError):
        return render_json({"detail": [_presentable(error) for error in errors]})


def _presentable(error: Mapping[str, Any]) -> Mapping[str, Any]:
    """Replace what JSON cannot carry: NaN, infinities, bytes that are not text, deep nesting."""
    try:
        render_json(error)
        return error
    except (ValueError, TypeError, RecursionError):
        value = error.get("input")
        text = value.decode(errors="replace") if isinstance(value, bytes) else None
        return {**_parts(error, ("type", "loc", "msg")), "input": text}


def _parts(error: Mapping[str, Any], keys: Iterable[str]) -> dict[str, Any]:
    return {key: error[key] for key in keys if key in error}


async def websocket_request_validation_exception_handler(
    websocket: WebSocket,
    exc: Annotated[WebSocketRequestValidationError, Doc("What the client got wrong.")],
) -> None:
    """Close with code 1008; the reason is the errors as JSON, as much as a close frame holds."""
    await websocket.close(WS_1008_POLICY_VIOLATION, _reason(exc.errors()))


_REASON_SIZE = 123
"""The most bytes that a reason may have (RFC 6455, section 5.5)."""


def _reason(errors: Sequence[Any]) -> str:
    """Return errors as a JSON array: whole, or without input, or only types and locations."""
    texts = (render_json(form) for form in _forms(errors))
    return next(text.decode() for text in texts if len(text) <= _REASON_SIZE)


def _forms(errors: Sequence[Any]) -> Iterator[list[Any]]:
    yield [_presentable(error) for error in errors]
    yield [_parts(error, ("type", "loc", "msg")) for error in errors]
    located = [_parts(error, ("type", "loc")) for error in errors]
    yield from (located[:count] for count in range(len(located), -1, -1))
