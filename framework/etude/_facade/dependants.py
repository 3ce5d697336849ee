"""A callable with what it needs from a request, as data that other packages read, make and solve."""

from __future__ import annotations

import inspect
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from types import MappingProxyType, SimpleNamespace
from typing import (
    AbstractSet,
    Any,
    Callable,
    ForwardRef,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
    cast,
)
from urllib.parse import urlencode

from pydantic import create_model
from starlette.background import BackgroundTasks
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope
from starlette.websockets import WebSocket
from typing_extensions import get_type_hints

from .. import params
from .._execution.bodies import compile_body_reader
from .._execution.calling import compile_calls
from .._execution.context import Context
from .._execution.errors import put_in_words
from .._execution.reading import compile_collect, grouped
from .._execution.validation import compile_fields, distinct_errors
from .._matching import read_path
from .._plan.arguments import read_argument
from .._plan.bodies import plan_body
from .._plan.calls import Planner, below
from .._plan.model import (
    Call,
    CallableKind,
    Dependency,
    Field,
    Injection,
    Lifetime,
    Location,
    Protocol,
)
from .._plan.operations import plan_of
from .._plan.signature import (
    EMPTY,
    Declaration,
    declarations,
    kind_of,
    resolved,
    return_type,
    signature_of,
    split,
)
from .._pydantic import Undefined
from .fields import ModelField
from .fields import lenient_issubclass as lenient_issubclass


async def _collect(**values: Any) -> dict[str, Any]:
    """Stand for a callable that is not called: return its arguments."""
    return values


_NOTHING = Dependency(None, Call(_collect, CallableKind.coroutine), _collect)
_INJECTED = {
    "request_param_name": "request",
    "websocket_param_name": "websocket",
    "http_connection_param_name": "request",
    "response_param_name": "response",
    "background_tasks_param_name": "background",
    "security_scopes_param_name": "security_scopes",
}
"""What is injected into the argument that an attribute names; a connection may be a WebSocket."""


@dataclass(eq=False)
class Dependant:
    """A callable: its parameters by their place in the request, and what it depends on.

    `scope` and `use_cache` are those of `Depends`; `*_param_name` says which argument takes an
    object of the request. Others may change the lists, `name`, and `call` and `*_param_name`, which
    a route heeds too.
    """

    path_params: list[ModelField] = field(default_factory=list)
    query_params: list[ModelField] = field(default_factory=list)
    header_params: list[ModelField] = field(default_factory=list)
    cookie_params: list[ModelField] = field(default_factory=list)
    body_params: list[ModelField] = field(default_factory=list)
    dependencies: list[Dependant] = field(default_factory=list)
    name: str | None = None
    call: Callable[..., Any] | None = None
    request_param_name: str | None = None
    websocket_param_name: str | None = None
    http_connection_param_name: str | None = None
    response_param_name: str | None = None
    background_tasks_param_name: str | None = None
    security_scopes_param_name: str | None = None
    own_oauth_scopes: list[str] | None = None
    parent_oauth_scopes: list[str] | None = None
    use_cache: bool = True
    path: str | None = None
    scope: str | None = None
    concurrency: Any = None
    planned: Dependency = _NOTHING
    marker: params.Depends | None = None
    route: Any = None

    def __setattr__(self, name: str, value: Any) -> None:
        super().__setattr__(name, value)
        if self.route is not None and (name == "call" or name in _INJECTED):
            self.route.call_instead(self.plan.call)

    @property
    def plan(self) -> Dependency:
        """The plan of the callable as it is now."""
        function: Any = self.call or _collect
        fields = [
            field
            for location in Location
            for field in _plans_of(getattr(self, f"{location.value}_params"), location=location)
        ]
        call = replace(
            self.planned.call,
            function=function,
            kind=kind_of(function),
            fields=tuple(fields),
            injections=tuple(self._injections()),
            dependencies=tuple(child.plan for child in self.dependencies),
        )
        return replace(self.planned, name=self.name, function=function, call=call)

    def _injections(self) -> Iterator[Injection]:
        """Return what is injected as it was planned, and under names that were set since."""
        planned = self.planned.call.injections
        yield from planned
        known = {None, *(injection.name for injection in planned)}
        for attribute, what in _INJECTED.items():
            name = getattr(self, attribute)
            if name not in known:
                is_http = self.route is None or hasattr(self.route, "operation")
                yield Injection(name, what if is_http or what != "request" else "websocket")

    def flat(self) -> Dependant:
        """Return a dependant with the fields of all that this one depends on."""
        planned = self.plan
        call = replace(planned.call, fields=tuple(planned.call.all_fields()))
        return dependant_of(replace(planned, call=call), self.path)


def _plans_of(fields: Iterable[ModelField], **changed: Any) -> list[Field]:
    """Return the plans of fields with their markers as they are now, and what else has changed."""
    known: list[Any] = [(each.plan, each.field_info) for each in fields if each.plan is not None]
    return [replace(plan, marker=marker, **changed) for plan, marker in known]


def dependant_of(planned: Dependency, path: str | None = None, **more: Any) -> Dependant:
    """Return a planned call as data that shows it."""
    call, own = planned.call, list(planned.own_scopes)
    names = {injection.what: injection.name for injection in call.injections}
    more.update(
        (attribute, names[what])
        for attribute, what in _INJECTED.items()
        if what in names and attribute != "http_connection_param_name"
    )
    for location in Location:
        fields = [ModelField.of(each) for each in call.fields if each.location is location]
        more[f"{location.value}_params"] = fields
    return Dependant(
        dependencies=[dependant_of(dependency, path) for dependency in call.dependencies],
        name=planned.name,
        call=call.function,
        own_oauth_scopes=own,
        parent_oauth_scopes=[scope for scope in call.scopes if scope not in own],
        use_cache=planned.use_cache,
        path=path,
        scope=planned.lifetime and planned.lifetime.value,
        concurrency=planned.limit,
        planned=planned,
        **more,
    )


def planned_of(
    depends: params.Depends,
    path: str,
    scopes: Sequence[str] = (),
    protocol: Protocol = Protocol.http,
) -> Dependency:
    """Plan an entry of `dependencies=[...]` under a path."""
    planner = Planner(frozenset(read_path(path)[1]), scopes=tuple(scopes), protocol=protocol)
    return planner.precede(_NOTHING.call, [depends]).dependencies[0]


def get_dependant(
    *,
    path: str,
    call: Callable[..., Any],
    name: str | None = None,
    own_oauth_scopes: list[str] | None = None,
    parent_oauth_scopes: list[str] | None = None,
    use_cache: bool = True,
    scope: Any = None,
) -> Dependant:
    """Plan a callable under a path, with everything that it depends on.

    Raises DeclarationError for what cannot be planned.
    """
    talks = any(lenient_issubclass(each.type, WebSocket) for each in declarations(call)[0])
    protocol = Protocol.websocket if talks else Protocol.http
    marker = params.Security(call, use_cache, scope, scopes=own_oauth_scopes)
    planned = planned_of(marker, path, parent_oauth_scopes or (), protocol)
    return dependant_of(replace(planned, name=name), path, marker=marker)


def get_parameterless_sub_dependant(*, depends: params.Depends, path: str) -> Dependant:
    """Plan an entry of `dependencies=[...]`."""
    return dependant_of(planned_of(depends, path), path, marker=depends)


def get_typed_signature(call: Callable[..., Any]) -> inspect.Signature:
    """Return a signature whose annotations are no strings."""
    signature = inspect.signature(call)
    found = signature.parameters.values()
    return inspect.Signature(
        [each.replace(annotation=resolved(call, each.name, each.annotation)) for each in found]
    )


def get_typed_annotation(annotation: Any, globalns: dict[str, Any]) -> Any:
    """Return an annotation that is no string; with an unknown name, it is a reference to one."""
    holder = SimpleNamespace(__annotations__={"it": annotation})
    try:
        hint = get_type_hints(holder, globalns=globalns, include_extras=True)["it"]
    except NameError:
        return ForwardRef(annotation)
    return None if hint is type(None) else hint


@dataclass
class ParamDetails:
    """What one parameter of a callable is: a field, a dependency, or an object of the request."""

    type_annotation: Any
    depends: params.Depends | None
    field: ModelField | None


def analyze_param(
    *, param_name: str, annotation: Any, value: Any, path_param_names: AbstractSet[str]
) -> ParamDetails:
    """Return what a parameter is; `value` is its default, or `inspect.Parameter.empty`.

    Raises DeclarationError for what no request fills.
    """
    declared = Declaration(analyze_param, param_name, *split(annotation), value, None)
    argument = read_argument(declared, path_param_names, Protocol.http)
    depends = getattr(argument, "marker", None) if not isinstance(argument, Field) else None
    field = ModelField.of(argument) if isinstance(argument, Field) else None
    return ParamDetails(declared.type, depends, field)


def get_typed_return_annotation(call: Callable[..., Any]) -> Any:
    """Return what a callable is annotated to return, or None."""
    annotation = return_type(call, signature_of(call).return_annotation)
    return None if annotation is EMPTY else annotation


def get_validation_alias(field: ModelField) -> str:
    """Return the name that the client sends."""
    return field.alias


# All fields of a dependant and of what it depends on


def get_flat_dependant(dependant: Dependant) -> Dependant:
    """Return a dependant with the fields of all that it depends on."""
    return dependant.flat()


def get_flat_params(dependant: Dependant) -> list[ModelField]:
    """Return all parameters outside the body."""
    flat = get_flat_dependant(dependant)
    return [*flat.path_params, *flat.query_params, *flat.header_params, *flat.cookie_params]


def _get_flat_body_params(dependant: Dependant) -> list[ModelField]:
    return get_flat_dependant(dependant).body_params


def _should_embed_body_fields(fields: Iterable[ModelField]) -> bool:
    body = plan_body(_plans_of(fields), _collect, {})
    return body is not None and body.is_embedded


def _get_body_field(
    *, body_params: Sequence[ModelField], name: str, embed_body_fields: bool
) -> ModelField | None:
    """Return one field for the whole body: of a model with all of them, where there are several."""
    if not body_params or not embed_body_fields:
        return next(iter(body_params), None)
    members: dict[str, Any] = {
        each.name: (each.field_info.annotation, each.field_info) for each in body_params
    }
    marker: Any = type(body_params[0].field_info)
    default = Undefined if any(each.field_info.is_required() for each in body_params) else None
    return ModelField(marker(default, annotation=create_model(f"Body_{name}", **members)), "body")


# Solving


def request_params_to_args(
    fields: Sequence[ModelField], received_params: Mapping[str, Any]
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return validated values of parameters by their names, and what is wrong with them."""
    planned = _plans_of(fields)
    keys = {key.lower(): key for field in planned for part in field.parts for key in part.keys}
    pairs: Iterable[Any] = getattr(received_params, "multi_items", received_params.items)()
    named = [(keys.get(name.lower(), name), value) for name, value in pairs]
    unused: Any = None
    context = Context({}, unused, unused)
    values: dict[str, Any] = {}
    collected = compile_collect(planned)(grouped(named))
    compile_fields(planned, lambda _: collected)(context, values)
    put_in_words(context.errors)
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

    `body` is parsed JSON or a form; errors are those of a RequestValidationError, and with them
    there are no values. What `dependency_cache` holds is not called again, and what is called is
    added to it. What yields is closed by the stacks in the scope, under `etude_inner_astack` and
    `etude_function_astack`, else by the one given.
    """
    cache: dict[Any, Any] = {} if dependency_cache is None else dependency_cache
    scope = _scope_of(request)
    call = _solvable(dependant, dependency_overrides_provider, scope)
    made = {f"cached {number}": each for number, each in enumerate(below(call)) if each.use_cache}
    plan = plan_of(_with_cache(call, cache, made), {})
    plan = replace(plan, body=plan.body and replace(plan.body, is_embedded=embed_body_fields))
    unused: Any = None
    context = Context(scope, getattr(request, "_receive", unused), unused)
    context.stacks = {
        Lifetime.request: _stack_in(scope, "inner", async_exit_stack),
        Lifetime.function: _stack_in(scope, "function", async_exit_stack),
    }
    context.websocket = context.request_if_made = request  # type: ignore[assignment]  # the one that it is
    context.response_if_made, context.background_if_made = response, background_tasks  # type: ignore[assignment]  # or a subclass of Starlette's
    read = compile_body_reader(plan) if isinstance(body, FormData) else None
    if read is not None:
        await read(context)
    elif body is not Undefined and body is not None:
        context.body = body
    run = compile_calls(plan, {}, lambda *_: _Invalid())
    values: dict[str, Any] = {}
    errors: list[Any] = []
    try:
        values = await run(context)
        for name, each in made.items():
            cache[each.key_with(each.call.function)] = values.pop(name)
    except _Invalid:
        errors = distinct_errors(context)
    return SolvedDependency(values, errors, context.background_if_made, context.response, cache)


def _scope_of(request: Any) -> Scope:
    """Return the scope of a request, also of a message that only looks like one."""
    if "query_string" in request.scope:
        return cast(Scope, request.scope)
    headers = [
        (name.lower().encode("latin-1"), str(value).encode("latin-1"))
        for name, value in request.headers.items()
    ]
    query = urlencode(request.query_params, doseq=True).encode("latin-1")
    return {"type": "http", **request.scope, "query_string": query, "headers": headers}


def _stack_in(scope: Scope, name: str, default: AsyncExitStack) -> AsyncExitStack:
    """Return what closes dependencies; packages for FastAPI put it there under its name."""
    own = scope.get(f"fastapi_{name}_astack", default)
    return cast(AsyncExitStack, scope.get(f"etude_{name}_astack", own))


class _Invalid(Exception):
    """Says that a request does not fit; the context knows why."""


def _solvable(dependant: Dependant, provider: Any, scope: Scope) -> Call:
    """Return the calls of a dependant; the outermost returns its arguments."""
    call, overrides = dependant.plan.call, getattr(provider, "dependency_overrides", None)
    if overrides:
        protocol = Protocol(scope["type"])
        names = frozenset(read_path(dependant.path or "")[1])
        before = [child.marker for child in dependant.dependencies if child.marker is not None]
        call = Planner(names, overrides, protocol=protocol).plan(call.function, before)
    return replace(call, function=_collect, kind=CallableKind.coroutine)


def _with_cache(
    call: Call, cache: Mapping[Any, Any], added: Mapping[str, Dependency] = MappingProxyType({})
) -> Call:
    """Return a call with further arguments, which takes from a cache what is there."""
    also = [replace(dependency, name=name) for name, dependency in added.items()]
    dependencies = [_from_cache(each, cache) for each in (*call.dependencies, *also)]
    return replace(call, dependencies=tuple(dependencies))


def _from_cache(dependency: Dependency, cache: Mapping[Any, Any]) -> Dependency:
    key = dependency.key_with(dependency.call.function)
    if not (dependency.use_cache and key in cache):
        return replace(dependency, call=_with_cache(dependency.call, cache))

    async def give() -> Any:
        return cache[key]

    call = Call(give, CallableKind.coroutine)
    return replace(dependency, call=call, lifetime=None, limit=None)
