"""What routes and `etude.routing` lend to other packages: views of the plan, and what serves it."""

from __future__ import annotations

from contextlib import AsyncExitStack
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, Awaitable, Callable, Iterable, Iterator

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket
from typing_extensions import Unpack

from .._execution.handlers import compile_route_handler, serve_responses
from .._execution.replying import _compile_validate
from .._execution.websockets import compile_websocket, websocket_of
from .._lifespan import NestedLifespan, _start_of_handlers
from .._options import FullRouteOptions, given, takes
from .._plan.model import Dependency
from .._plan.operations import operation_of, plan_of
from .._plan.signature import context_of, is_coroutine, signature_of
from .._route_list import TellingList
from ..concurrency import run_in_threadpool
from ..encoders import jsonable_encoder
from ..exceptions import EndpointContext
from .dependants import Dependant, _get_body_field, dependant_of
from .dependants import solve_dependencies as solve_dependencies
from .fields import ModelField
from .parts import run_in_parts

# Views of a route


def dependant_of_route(route: Any) -> Dependant:
    """Return the plan of a route as data; changes of its dependencies change the route."""
    is_http = hasattr(route, "operation")
    call = (route.operation if is_http else route.plan).call
    dependant = dependant_of(Dependency(None, call, call.function), route.path_format, route=route)
    unnamed = [child for child in dependant.dependencies if child.name is None]
    for child, marker in zip(unnamed, route.dependencies):
        child.marker = marker
    if is_http:
        children: TellingList[Dependant] = TellingList(
            lambda new: route.depend_on([child.marker for child in new if child.name is None])
        )
        children.show(dependant.dependencies)
        dependant.dependencies = children
    return dependant


def views_of(route: Any) -> dict[str, Any]:
    """Return the other attributes of a path operation that show its plan."""
    body, reply, name = route.operation.body, route.operation.reply, route.unique_id
    stream = reply.stream
    kind = stream and stream.response_class.media_type
    sent = ModelField.sent(reply.adapter, f"{'StreamItem' if stream else 'Response'}_{name}")
    taken = [ModelField.of(field) for field in body.fields] if body else []
    embeds = bool(body and body.is_embedded)
    made = None if stream else sent
    return {
        "body_field": _get_body_field(body_params=taken, name=name, embed_body_fields=embeds),
        "_embed_body_fields": embeds,
        "response_field": made,
        "response_model": route._options.get("response_model", made and made.adapter.type),
        "response_fields": {
            each.key: ModelField.sent(each.adapter, f"Response_{each.key}_{name}")
            for each in route.operation.further_responses
            if each.adapter
        },
        "stream_item_field": sent if stream else None,
        "stream_item_type": sent.field_info.annotation if stream and sent else None,
        "is_sse_stream": kind == "text/event-stream",
        "is_json_stream": kind == "application/jsonl",
    }


# The parts that serve a route


@takes(FullRouteOptions)
def get_request_handler(
    dependant: Dependant,
    body_field: ModelField | None = None,
    *,
    response_field: ModelField | None = None,
    stream_item_field: ModelField | None = None,
    is_json_stream: bool = False,
    dependency_overrides_provider: Any = None,
    embed_body_fields: bool = False,
    **options: Unpack[FullRouteOptions],
) -> Callable[[Request], Awaitable[Response]]:
    """Return a dependant as a function of a request, with the options of a path operation.

    `response_field`, for a stream `stream_item_field`, is what the answer is validated by. All else
    about the body, the stream and overrides is in the dependant, and is taken for its callers' sake.
    """
    call, planned = dependant.plan.call, given(options)
    if stream_item_field is None and not is_json_stream:
        planned["response_model"] = response_field and response_field.adapter.type
    returns = signature_of(call.function).return_annotation
    operation = operation_of(replace(call, returns=returns), planned)
    route = dependant.route
    where = context_of(call.function) if route is None else route.where
    run = run_in_parts(operation, dependant, where)
    if route is None or run is not None:  # the parts see by themselves what is overridden
        return compile_route_handler(operation, where, lambda scope: None, run=run)
    return compile_route_handler(operation, where, route._overridden, route.observer)


def handler_arguments(route: Any) -> dict[str, Any]:
    """Return what a route gives to `get_request_handler`."""
    views = ("dependant", "body_field", "response_field", "stream_item_field", "is_json_stream")
    said = {name: value for name, value in route._options.items() if name != "response_model"}
    return {**said, **{name: getattr(route, name) for name in views}}


def get_websocket_app(
    dependant: Dependant,
    dependency_overrides_provider: Any = None,
    embed_body_fields: bool = False,
) -> Callable[[WebSocket], Awaitable[None]]:
    """Return a dependant as a function of a WebSocket; the rest is taken for its callers' sake."""
    call = dependant.plan.call
    app = compile_websocket(plan_of(call, {}), context_of(call.function))
    return lambda websocket: app(websocket.scope, websocket.receive, websocket.send)


def request_response(func: Callable[[Request], Awaitable[Response] | Response]) -> ASGIApp:
    """Return a function of a request as an ASGI application."""
    handle: Any = func if is_coroutine(func) else lambda request: run_in_threadpool(func, request)
    return serve_responses(lambda context: handle(context.request))


def websocket_session(func: Callable[[WebSocket], Awaitable[None]]) -> ASGIApp:
    """Return a function of a WebSocket as an ASGI application."""

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        await func(websocket_of(scope, receive, send))

    return serve


async def run_endpoint_function(
    *, dependant: Dependant, values: dict[str, Any], is_coroutine: bool
) -> Any:
    """Call the function of a dependant with arguments by name, in a thread if it is no coroutine."""
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
    """Return what an endpoint returned as what JSON knows, or with `dump_json` as bytes of JSON.

    `include` to `exclude_none` are those of `model_dump()`. Raises ResponseValidationError, with
    `endpoint_ctx` as the place, for what does not fit the field.
    """
    if field is None:
        return jsonable_encoder(response_content)
    value = _compile_validate(field.adapter, endpoint_ctx or {})(response_content)
    return (field.serialize_json if dump_json else field.serialize)(
        value,
        include=include,
        exclude=exclude,
        by_alias=by_alias,
        exclude_unset=exclude_unset,
        exclude_defaults=exclude_defaults,
        exclude_none=exclude_none,
    )


# Lifespans, and routes with what included routers add


class _DefaultLifespan(AsyncExitStack):
    """The lifespan of a router without one: to enter by itself, or a function of an application."""

    def __init__(self, router: Any) -> None:
        super().__init__()
        self._start = _start_of_handlers(router)

    def __call__(self, app: Any) -> _DefaultLifespan:
        return self

    async def __aenter__(self) -> Any:
        return await self.enter_async_context(self._start(None))


def _merge_lifespan_context(original_context: Any, nested_context: Any) -> NestedLifespan:
    """Return a lifespan with another one inside."""
    merged = NestedLifespan(original_context)
    merged.included.append(SimpleNamespace(lifespan_context=nested_context))  # type: ignore[arg-type]  # all that is read
    return merged


class _IncludedRouter:
    """What no route is: they are flat, and each says everything about itself."""


_EffectiveRouteContext = _IncludedRouter


def _iter_routes_with_context(routes: Iterable[Any]) -> Iterator[tuple[Any, None]]:
    """Return routes, each with None: what included routers add is in the routes themselves."""
    return ((route, None) for route in routes)
