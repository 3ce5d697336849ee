"""What `etude.routing` lends to other packages: views of routes, and the parts that serve them."""

from __future__ import annotations

import inspect
from types import SimpleNamespace
from typing import Any, Awaitable, Callable, Iterable, Iterator

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket

from .._compat.fields import ModelField
from .._execution.context import Context
from .._execution.handlers import compile_route_handler, serve_responses
from .._execution.replying import _compile_validate
from .._execution.websockets import compile_websocket, websocket_of
from .._lifespan import NestedLifespan, _start_of_handlers
from .._options import given
from .._plan.operations import operation_of, plan_of
from .._plan.replies import dump_of
from .._plan.signature import context_of, is_coroutine, split
from .._pydantic import Adapter, FieldBase
from .._route_list import TellingList
from ..concurrency import run_in_threadpool
from ..encoders import jsonable_encoder
from ..exceptions import EndpointContext
from .models import Dependant, call_of, dependant_of
from .utils import _get_body_field, _get_flat_body_params

# Views of a route


def view(route: Any, name: str) -> Any:
    """Return one of the attributes that other packages read from a route."""
    return _VIEWS[name](route)


def _dependant(route: Any) -> Dependant:
    """Return the plan of a route as data; changes of its dependencies change the route."""
    plan = route.operation if hasattr(route, "operation") else route.plan
    dependant = dependant_of(plan.call, route.path_format, route=route)
    unnamed = [child for child in dependant.dependencies if child.name is None]
    for child, marker in zip(unnamed, route.dependencies):
        child.marker = marker
    if not hasattr(route, "operation"):
        return dependant
    children: TellingList[Dependant] = TellingList(
        lambda changed: route.depend_on([child.marker for child in changed if child.name is None])
    )
    children.show(dependant.dependencies)
    dependant.dependencies = children
    return dependant


def _body_field(route: Any) -> ModelField | None:
    body = route.operation.body
    params = _get_flat_body_params(dependant_of(route.operation.call))
    embedded = body is not None and body.is_embedded
    return _get_body_field(body_params=params, name=route.unique_id, embed_body_fields=embedded)


def _field_of(adapter: Adapter | None, name: str) -> ModelField | None:
    if adapter is None:
        return None
    type_, _ = split(adapter.type)
    field = ModelField(FieldBase(annotation=type_), name, "serialization")
    field.__dict__["adapter"] = adapter
    return field


def _response_field(route: Any) -> ModelField | None:
    reply = route.operation.reply
    adapter = reply.adapter if reply.stream is None else None
    return _field_of(adapter, f"Response_{route.unique_id}")


def _response_fields(route: Any) -> dict[str, ModelField]:
    further = route.operation.further_responses
    fields = {
        each.key: _field_of(each.adapter, f"Response_{each.key}_{route.unique_id}")
        for each in further
    }
    return {key: field for key, field in fields.items() if field is not None}


def _stream_item_field(route: Any) -> ModelField | None:
    reply = route.operation.reply
    return _field_of(reply.adapter if reply.stream else None, f"StreamItem_{route.unique_id}")


def _streams(route: Any, media_type: str) -> bool:
    stream = route.operation.reply.stream
    return stream is not None and stream.response_class.media_type == media_type


_VIEWS: dict[str, Callable[[Any], Any]] = {
    "dependant": _dependant,
    "body_field": _body_field,
    "response_field": _response_field,
    "response_fields": _response_fields,
    "stream_item_field": _stream_item_field,
    "stream_item_type": lambda route: getattr(_stream_item_field(route), "type_", None),
    "is_sse_stream": lambda route: _streams(route, "text/event-stream"),
    "is_json_stream": lambda route: _streams(route, "application/jsonl"),
}


# The parts that serve a route

_DUMP = ("include", "exclude", "by_alias", "exclude_unset", "exclude_defaults", "exclude_none")


def get_request_handler(
    dependant: Dependant,
    body_field: ModelField | None = None,
    status_code: int | None = None,
    response_class: Any = JSONResponse,
    response_field: ModelField | None = None,
    response_model_include: Any = None,
    response_model_exclude: Any = None,
    response_model_by_alias: bool = True,
    response_model_exclude_unset: bool = False,
    response_model_exclude_defaults: bool = False,
    response_model_exclude_none: bool = False,
    dependency_overrides_provider: Any = None,
    embed_body_fields: bool = False,
    strict_content_type: Any = True,
    stream_item_field: ModelField | None = None,
    is_json_stream: bool = False,
    form_limits: Any = None,
) -> Callable[[Request], Awaitable[Response]]:
    """Return a dependant as a function of a request.

    The plan says how its body is read and what it yields; overrides are those that it was planned
    with.
    """
    named = locals()
    options = given(
        {name: named[name] for name in (*(f"response_model_{each}" for each in _DUMP), *_PASSED)}
    )
    options["response_model"] = None if response_field is None else response_field.adapter.type
    if stream_item_field is not None or is_json_stream:
        del options["response_model"]
    call = call_of(dependant)
    operation = operation_of(call, options)
    where = context_of(call.function)
    route = dependant.route
    if route is None:
        return compile_route_handler(operation, where, lambda scope: None)
    return compile_route_handler(operation, route.where, route._overridden, route.observer)


_PASSED = ("status_code", "response_class", "strict_content_type", "form_limits")


def handler_arguments(route: Any) -> dict[str, Any]:
    """Return what a route gives to `get_request_handler`."""
    names = inspect.signature(get_request_handler).parameters.keys() - {"embed_body_fields"}
    found = {name: getattr(route, name, None) for name in names}
    body = route.operation.body
    return {**found, "embed_body_fields": body is not None and body.is_embedded}


def get_websocket_app(
    dependant: Dependant,
    dependency_overrides_provider: Any = None,
    embed_body_fields: bool = False,
) -> Callable[[WebSocket], Awaitable[None]]:
    """Return a dependant as a function of a WebSocket."""
    call = call_of(dependant)
    plan = plan_of(call)
    app = compile_websocket(plan, context_of(call.function))

    async def talk(websocket: WebSocket) -> None:
        await app(websocket.scope, websocket.receive, websocket.send)

    return talk


def request_response(
    func: Callable[[Request], Awaitable[Response] | Response],
) -> ASGIApp:
    """Return a function of a request as an ASGI application."""

    async def respond(context: Context) -> Response:
        if is_coroutine(func):
            return await func(context.request)  # type: ignore[no-any-return, misc]  # a coroutine
        return await run_in_threadpool(func, context.request)  # type: ignore[arg-type]  # a function

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        await serve_responses(respond)(scope, receive, send)

    return serve


def websocket_session(func: Callable[[WebSocket], Awaitable[None]]) -> ASGIApp:
    """Return a function of a WebSocket as an ASGI application."""

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        await func(websocket_of(scope, receive, send))

    return serve


async def run_endpoint_function(
    *, dependant: Dependant, values: dict[str, Any], is_coroutine: bool
) -> Any:
    """Call the function of a dependant, in a thread if it is no coroutine function."""
    function: Any = dependant.call
    return await (function(**values) if is_coroutine else run_in_threadpool(function, **values))


async def serialize_response(
    *,
    field: ModelField | None = None,
    response_content: Any,
    include: Any = None,
    exclude: Any = None,
    by_alias: bool = True,
    exclude_unset: bool = False,
    exclude_defaults: bool = False,
    exclude_none: bool = False,
    is_coroutine: bool = True,
    endpoint_ctx: EndpointContext | None = None,
    dump_json: bool = False,
) -> Any:
    """Return what an endpoint returned as what JSON knows, or as JSON.

    Raises ResponseValidationError for what does not fit the field.
    """
    if field is None:
        return jsonable_encoder(response_content)
    named = locals()
    dump = dump_of({f"response_model_{name}": named[name] for name in _DUMP})
    value = _compile_validate(field.adapter, endpoint_ctx or {})(response_content)
    return (field.serialize_json if dump_json else field.serialize)(value, **dump)


# Lifespans

_DefaultLifespan = _start_of_handlers
"""The lifespan of a router without one, as a function of the router."""


def _merge_lifespan_context(original_context: Any, nested_context: Any) -> NestedLifespan:
    """Return a lifespan with another one inside."""
    merged = NestedLifespan(original_context)
    merged.included.append(SimpleNamespace(lifespan_context=nested_context))  # type: ignore[arg-type]  # all that is read
    return merged


def _iter_routes_with_context(routes: Iterable[Any]) -> Iterator[tuple[Any, None]]:
    """Return routes, each with None: what included routers add is in the routes themselves."""
    return ((route, None) for route in routes)
