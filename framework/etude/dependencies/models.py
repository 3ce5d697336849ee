"""A callable with what it needs from a request, as data that other packages read and make."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Callable

from .. import params
from .._compat.fields import ModelField
from .._plan.model import Call, Dependency, Field, Injection, Lifetime, Location
from .._plan.signature import kind_of, yields
from ..exceptions import EtudeError


@dataclass(eq=False)
class Dependant:
    """A callable: its parameters by their place in the request, and what it depends on.

    `scope` and `use_cache` are those of `Depends`; `*_param_name` says which argument takes an
    object of the request.
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
    injections: tuple[Injection, ...] = ()
    """All that `*_param_name` says, and more where two arguments take the same object."""
    route: Any = None
    """The route that it is a view of."""
    marker: params.Depends | None = None
    """What declared it, where it was an entry of `dependencies=[...]`."""


_INJECTED = {
    "request": "request_param_name",
    "websocket": "websocket_param_name",
    "response": "response_param_name",
    "background": "background_tasks_param_name",
    "security_scopes": "security_scopes_param_name",
}


def dependant_of(call: Call, path: str | None = None, **own: Any) -> Dependant:
    """Return a planned call as data; `own` is what its place among others says about it."""
    dependant = Dependant(call=call.function, path=path, injections=call.injections, **own)
    for planned in call.fields:
        getattr(dependant, f"{planned.location.value}_params").append(ModelField.of(planned))
    for injection in call.injections:
        setattr(dependant, _INJECTED[injection.what], injection.name)
    dependant.dependencies = [child_of(dependency, path) for dependency in call.dependencies]
    return dependant


def child_of(
    dependency: Dependency, path: str | None, marker: params.Depends | None = None
) -> Dependant:
    """Return a dependency as data."""
    own = list(dependency.own_scopes)
    return dependant_of(
        dependency.call,
        path,
        name=dependency.name,
        own_oauth_scopes=own,
        parent_oauth_scopes=[scope for scope in dependency.call.scopes if scope not in own],
        use_cache=dependency.use_cache,
        scope=dependency.lifetime and dependency.lifetime.value,
        concurrency=dependency.limit,
        marker=marker,
    )


def call_of(dependant: Dependant) -> Call:
    """Return the plan of a dependant, which somebody may have changed."""
    function: Any = dependant.call
    lists = [getattr(dependant, f"{location.value}_params") for location in Location]
    injected = {injection.name: injection.what for injection in dependant.injections}
    injected.update({getattr(dependant, name): what for what, name in _INJECTED.items()})
    scopes = [*(dependant.parent_oauth_scopes or ()), *(dependant.own_oauth_scopes or ())]
    return Call(
        function,
        kind_of(function),
        tuple(_planned(field) for fields in lists for field in fields),
        tuple(Injection(name, what) for name, what in injected.items() if name is not None),
        tuple(_dependency(child) for child in dependant.dependencies),
        tuple(scopes),
    )


def _planned(field: ModelField) -> Field:
    if field.plan is None:
        raise EtudeError(
            f"The field {field.name!r} belongs to no callable, so that nobody knows where in a "
            "request it stands. Take fields from get_dependant()."
        )
    return field.plan


def _dependency(child: Dependant) -> Dependency:
    function: Any = child.call
    return Dependency(
        child.name,
        call_of(child),
        function,
        child.use_cache,
        Lifetime(child.scope or "request") if yields(function) else None,
        tuple(child.own_oauth_scopes or ()),
        child.concurrency,
    )
