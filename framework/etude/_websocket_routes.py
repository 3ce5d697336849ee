"""Routes to WebSocket endpoints that declare parameters and dependencies."""

from __future__ import annotations

import functools
from copy import copy
from typing import Any, Callable, Mapping, Sequence

from annotated_doc import Doc
from starlette.routing import Match, WebSocketRoute, compile_path, get_name
from starlette.types import ASGIApp, Receive, Scope, Send
from typing_extensions import Annotated

from ._execution.context import OBSERVER
from ._execution.observing import Observer
from ._execution.websockets import compile_websocket
from ._options import check_dependencies
from ._plan.model import Plan
from ._plan.operations import extend_websocket, plan_websocket
from ._plan.signature import context_of
from ._views import dependant_of, forget_views
from .exceptions import DeclarationError, EndpointContext


class APIWebSocketRoute(WebSocketRoute):
    """A path to a function that talks over a WebSocket."""

    dependencies: Sequence[Any]
    observer: Observer | None = None
    dependant = functools.cached_property(dependant_of)

    def __init__(
        self,
        path: Annotated[str, Doc("The path, with the names of its parameters in braces.")],
        endpoint: Annotated[Callable[..., Any], Doc("The coroutine function that talks.")],
        *,
        name: Annotated[
            str | None, Doc("What `url_path_for` calls it; by default the function's name.")
        ] = None,
        dependencies: Annotated[
            Sequence[Any] | None,
            Doc("Dependencies to run before the endpoint; their results are not used."),
        ] = None,
        dependency_overrides_provider: Annotated[
            Any, Doc("What has `dependency_overrides`; by default the application that serves.")
        ] = None,
    ) -> None:
        if not callable(endpoint):
            raise DeclarationError(
                f"The endpoint of {path!r} is {endpoint!r}, which cannot be called. Give a function."
            )
        check_dependencies(dependencies or ())
        self.path = path
        self.endpoint = endpoint
        self.name = get_name(endpoint) if name is None else name
        self.path_regex, self.path_format, self.param_convertors = compile_path(path)
        self.dependencies = list(dependencies or ())
        self.dependency_overrides_provider = dependency_overrides_provider
        self.plan = self._plan()

    @property
    def where(self) -> EndpointContext:
        """Where the endpoint is declared, and what it serves."""
        return {**context_of(self.endpoint), "path": f"WS {self.path}"}

    @functools.cached_property
    def app(self) -> ASGIApp:  # type: ignore[override]  # made when it is first needed
        """The ASGI application that serves the endpoint."""
        return compile_websocket(self.plan, self.where, self.observer)

    def included(self, prefix: str, layer: Mapping[str, Any]) -> APIWebSocketRoute:
        """Return the route as it is under a prefix, with the dependencies of the outer layer."""
        before = layer.get("dependencies", ())
        route = copy(self)
        forget_views(route)
        route.__dict__.pop("app", None)
        route.path = prefix + self.path
        route.path_regex, route.path_format, route.param_convertors = compile_path(route.path)
        route.dependencies = [*before, *self.dependencies]
        is_known = route.param_convertors.keys() == self.param_convertors.keys()
        route.plan = extend_websocket(self.plan, before) if is_known else route._plan()
        return route

    def _plan(
        self, overrides: Mapping[Callable[..., Any], Callable[..., Any]] | None = None
    ) -> Plan:
        return plan_websocket(
            self.endpoint, self.param_convertors.keys(), self.dependencies, overrides
        )

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Tell whether a connection is for this route, and what the route adds to its scope."""
        match, child_scope = super().matches(scope)
        return match, {**child_scope, "route": self} if child_scope else child_scope

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a connection that the route matches."""
        provider = self.dependency_overrides_provider or scope.get("app")
        overrides = getattr(provider, "dependency_overrides", None)
        route = scope[OBSERVER].enter(self) if OBSERVER in scope else self
        await (route.app_with(overrides) if overrides else route.app)(scope, receive, send)

    def app_with(self, overrides: Mapping[Callable[..., Any], Callable[..., Any]]) -> ASGIApp:
        """Return the ASGI application that calls other dependencies than were declared."""
        return compile_websocket(self._plan(overrides), self.where, self.observer)

    def observed_by(self, observer: Observer) -> APIWebSocketRoute:
        """Return the route as one that something observes."""
        route = copy(self)
        route.__dict__.pop("app", None)
        route.observer = observer
        return route
