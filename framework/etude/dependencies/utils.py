"""Functions that make and solve dependants, as packages around this API style call them."""

from __future__ import annotations

import inspect
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from typing import Any, Callable, Iterable, Mapping, Sequence

from pydantic import create_model
from starlette.background import BackgroundTasks
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.websockets import WebSocket

from .. import params
from .._compat.fields import ModelField as ModelField
from .._compat.fields import lenient_issubclass as lenient_issubclass
from .._execution.bodies import compile_body_reader
from .._execution.calling import compile_calls
from .._execution.context import Context
from .._execution.reading import compile_collect, grouped
from .._execution.validation import compile_fields, distinct_errors
from .._paths import read_path
from .._plan.bodies import plan_body
from .._plan.calls import Planner, order
from .._plan.model import BodyKind, Call, CallableKind, Lifetime, Plan, Protocol, _fields
from .._plan.signature import EMPTY, context_of, declarations, resolve, return_type
from .._pydantic import Undefined
from ..exceptions import EndpointContext
from .models import Dependant as Dependant
from .models import call_of, child_of, dependant_of

INNER_STACK, FUNCTION_STACK = "etude_inner_astack", "etude_function_astack"
"""The keys of a scope under which those who solve by hand put what closes dependencies."""


def get_dependant(
    *,
    path: str,
    call: Callable[..., Any],
    name: str | None = None,
    own_oauth_scopes: list[str] | None = None,
    parent_oauth_scopes: list[str] | None = None,
    use_cache: bool = True,
    scope: str | None = None,
) -> Dependant:
    """Plan a callable under a path, with everything that it depends on."""
    scopes = (*(parent_oauth_scopes or ()), *(own_oauth_scopes or ()))
    talks = any(lenient_issubclass(each.type, WebSocket) for each in declarations(call))
    protocol = Protocol.websocket if talks else Protocol.http
    planner = Planner(read_path(path)[1].keys(), scopes=scopes, protocol=protocol)
    own = {"own_oauth_scopes": own_oauth_scopes, "parent_oauth_scopes": parent_oauth_scopes}
    planned = planner.plan(call)
    return dependant_of(planned, path, name=name, use_cache=use_cache, scope=scope, **own)


def get_parameterless_sub_dependant(*, depends: params.Depends, path: str) -> Dependant:
    """Plan an entry of `dependencies=[...]`."""
    planner = Planner(read_path(path)[1].keys())
    dependency = planner.precede(_NOTHING, [depends]).dependencies[0]
    return child_of(dependency, path, depends)


def get_typed_signature(call: Callable[..., Any]) -> inspect.Signature:
    """Return a signature whose annotations are no strings."""
    signature = inspect.signature(call)
    found = signature.parameters.values()
    hints = resolve(call, {parameter.name: parameter.annotation for parameter in found})
    return inspect.Signature([each.replace(annotation=hints[each.name]) for each in found])


def get_typed_return_annotation(call: Callable[..., Any]) -> Any:
    """Return what a callable is annotated to return, or None."""
    annotation = return_type(call)
    return None if annotation is EMPTY else annotation


def get_validation_alias(field: ModelField) -> str:
    """Return the name that the client sends."""
    return field.alias


# All fields of a dependant and of what it depends on


def get_flat_dependant(dependant: Dependant) -> Dependant:
    """Return a dependant with the fields of all that it depends on."""
    call = call_of(dependant)
    return dependant_of(replace(call, fields=tuple(_fields(call))), dependant.path)


def get_flat_params(dependant: Dependant) -> list[ModelField]:
    """Return all parameters outside the body."""
    flat = get_flat_dependant(dependant)
    return [*flat.path_params, *flat.query_params, *flat.header_params, *flat.cookie_params]


def _get_flat_body_params(dependant: Dependant) -> list[ModelField]:
    return get_flat_dependant(dependant).body_params


def _should_embed_body_fields(fields: Sequence[ModelField]) -> bool:
    planned = [field.plan for field in fields if field.plan is not None]
    body = plan_body(planned, _nothing, {})
    return body is not None and body.is_embedded


def _get_body_field(
    *, body_params: Sequence[ModelField], name: str, embed_body_fields: bool
) -> ModelField | None:
    """Return one field for the whole body: of a model with all of them, where there are several."""
    if not body_params or not embed_body_fields:
        return next(iter(body_params), None)
    members: dict[str, Any] = {field.name: (field.type_, field.field_info) for field in body_params}
    marker: Any = type(body_params[0].field_info)
    default = Undefined if any(field.required for field in body_params) else None
    return ModelField(marker(default, annotation=create_model(f"Body_{name}", **members)), "body")


# Solving


def request_params_to_args(
    fields: Sequence[ModelField], received_params: Mapping[str, Any]
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return validated values of parameters by their names, and what is wrong with them."""
    planned = [field.plan for field in fields if field.plan is not None]
    keys = {key.lower(): key for field in planned for part in field.parts for key in part.keys}
    pairs: Iterable[Any] = getattr(received_params, "multi_items", received_params.items)()
    named = [(keys.get(name.lower(), name), value) for name, value in pairs]
    collected = compile_collect(planned)(grouped(named))
    context = Context({}, _nothing, _nothing)
    values: dict[str, Any] = {}
    compile_fields(planned, lambda _: collected)(context, values)
    return values, context.errors


@dataclass
class SolvedDependency:
    """The arguments of a callable, made of a request."""

    values: dict[str, Any]
    errors: list[Any]
    background_tasks: BackgroundTasks | None
    response: Response
    dependency_cache: dict[Any, Any]


async def solve_dependencies(
    *,
    request: Request | WebSocket,
    dependant: Dependant,
    body: Any = Undefined,
    background_tasks: BackgroundTasks | None = None,
    response: Response | None = None,
    dependency_overrides_provider: Any = None,
    dependency_cache: Any = None,
    async_exit_stack: AsyncExitStack,
    embed_body_fields: bool = False,
) -> SolvedDependency:
    """Call what a dependant depends on, and return its arguments without calling itself.

    Where there are errors there are no values. `dependency_cache` is given back as it came: what
    is called is remembered within one call of this function.
    """
    plan = _solvable(dependant, dependency_overrides_provider, request, embed_body_fields)
    context = Context(request.scope, request.receive, request._send)
    context.stacks = {
        Lifetime.request: request.scope.get(INNER_STACK, async_exit_stack),
        Lifetime.function: request.scope.get(FUNCTION_STACK, async_exit_stack),
    }
    context.websocket = context.request_if_made = request  # type: ignore[assignment]  # the one that it is
    context.response_if_made, context.background_if_made = response, background_tasks  # type: ignore[assignment]  # or a subclass of Starlette's
    read = compile_body_reader(plan) if isinstance(body, FormData) else None
    if read is not None:
        await read(context)
    elif body is not Undefined and body is not None:
        context.body = body
    cache = {} if dependency_cache is None else dependency_cache
    values: dict[str, Any] = {}
    errors: list[Any] = []
    try:
        values = await compile_calls(plan, context_of(dependant.call or _nothing), _Invalid)(
            context
        )
    except _Invalid as error:
        errors = error.errors
    tasks = context.background_if_made
    return SolvedDependency(values, errors, tasks, context.response, cache)


class _Invalid(Exception):
    def __init__(self, context: Context, where: EndpointContext) -> None:
        super().__init__()
        self.errors = distinct_errors(context)


def _solvable(dependant: Dependant, provider: Any, connection: Any, is_embedded: bool) -> Plan:
    """Return the plan of a dependant that, instead of being called, returns its arguments."""
    call, overrides = call_of(dependant), getattr(provider, "dependency_overrides", None)
    if overrides:
        protocol = Protocol(connection.scope["type"])
        names = read_path(dependant.path or "")[1].keys()
        before = [child.marker for child in dependant.dependencies if child.marker is not None]
        call = Planner(names, overrides, protocol=protocol).plan(call.function, before)
    call = replace(call, function=_collect, kind=CallableKind.coroutine)
    body = plan_body(_fields(call), call.function, {})
    if body is not None and body.kind is BodyKind.json:
        body = replace(body, is_embedded=is_embedded)
    return Plan(call, order(call), body)


async def _collect(**values: Any) -> dict[str, Any]:
    return values


def _nothing(*_: Any) -> Any:
    """Stand for a callable where none is called."""


_NOTHING = Call(_nothing, CallableKind.thread)
