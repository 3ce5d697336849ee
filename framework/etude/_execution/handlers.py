"""The ASGI end of an operation."""

from __future__ import annotations

from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send

from .._plan.model import Operation
from ..exceptions import EndpointContext, RequestValidationError
from .bodies import read_json_body
from .calling import FAILED, compile_calls
from .context import ABSENT, Context
from .replying import compile_answer


def compile_http(operation: Operation, where: EndpointContext) -> ASGIApp:
    """Return the ASGI application that serves one operation.

    It raises what the endpoint and its dependencies raise, RequestValidationError for a request
    that does not fit, and ResponseValidationError for a result that does not fit.
    """
    call = compile_calls(operation)
    answer = compile_answer(operation, where)
    has_body = operation.body is not None

    async def handle(scope: Scope, receive: Receive, send: Send) -> None:
        context = Context(scope, receive, send)
        if has_body:
            await _read_body(context, where)
        result = await call(context)
        if result is FAILED:
            raise _invalid(context, where)
        await answer(result, context)

    return handle


async def _read_body(context: Context, where: EndpointContext) -> None:
    try:
        await read_json_body(context)
    except RequestValidationError as error:
        error.endpoint_ctx = where
        raise


def _invalid(context: Context, where: EndpointContext) -> RequestValidationError:
    distinct: list[dict[str, Any]] = []
    for error in context.errors:
        if error not in distinct:
            distinct.append(error)
    body = None if context.body is ABSENT else context.body
    return RequestValidationError(distinct, body=body, endpoint_ctx=where)
