"""A view of routes for tools that list them: traces, metrics, checks of permissions."""

from __future__ import annotations

from typing import Any, Callable, Iterable, Iterator

from annotated_doc import Doc
from starlette.routing import BaseRoute
from typing_extensions import Annotated


class RouteContext:
    """One route as requests meet it, with all prefixes; what a kind of route has not is None.

    `original_route` is the route itself, which a request finds in `scope["route"]`. `path` may name
    convertors, and `path_format` does not.
    """

    def __init__(self, route: Annotated[BaseRoute, Doc("A route.")]) -> None:
        self.original_route = route
        self.path: str | None = getattr(route, "path", None)
        self.path_format: str | None = getattr(route, "path_format", None)
        self.name: str | None = getattr(route, "name", None) or None
        self.methods: set[str] | None = getattr(route, "methods", None)
        self.endpoint: Callable[..., Any] | None = getattr(route, "endpoint", None)


def iter_route_contexts(
    routes: Annotated[Iterable[BaseRoute], Doc("The routes of an application or a router.")],
) -> Iterator[RouteContext]:
    """Return the routes in the order in which they are tried."""
    return map(RouteContext, routes)
