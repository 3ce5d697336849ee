"""What other packages read from routes: a view of all of them, and views of their plans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Final, Iterable, Iterator

from annotated_doc import Doc
from starlette.routing import BaseRoute
from typing_extensions import Annotated

if TYPE_CHECKING:
    from ._facade.dependants import Dependant

VIEWS: Final = (
    *("body_field", "response_field", "response_model", "response_fields", "stream_item_field"),
    *("stream_item_type", "is_sse_stream", "is_json_stream", "_embed_body_fields"),
)
"""The attributes of a path operation that show its plan, made when somebody looks at one."""

OF_PLAN: Final = frozenset({"dependant", *VIEWS})
"""The attributes of a route that show its plan, and are made anew for another plan."""


def dependant_of(route: Any) -> Dependant:
    """The endpoint of a route with all that it takes and depends on."""
    dependant: Dependant = borrow("dependant_of_route")(route)
    return dependant


def borrow(name: str) -> Any:
    """Return what `etude.routing` has only for other packages, from a module of its own.

    Raises AttributeError for a name that is not there.
    """
    if name.startswith("__"):  # which Python asks every module for
        raise AttributeError(name)
    from ._facade import serving

    return getattr(serving, name)


class RouteContext:
    """One route as requests meet it, with all prefixes; what a kind of route has not is None.

    `original_route` is the route itself, which a request finds in `scope["route"]`. `path` may name
    convertors, and `path_format` does not. All else, such as `matches()`, is what the route has.
    """

    def __init__(self, route: Annotated[BaseRoute, Doc("A route.")]) -> None:
        self.original_route = route
        self.path: str | None = getattr(route, "path", None)
        self.path_format: str | None = getattr(route, "path_format", None)
        self.name: str | None = getattr(route, "name", None) or None
        self.methods: set[str] | None = getattr(route, "methods", None)
        self.endpoint: Callable[..., Any] | None = getattr(route, "endpoint", None)

    def __getattr__(self, name: str) -> Any:
        if name == "original_route":  # of a view that is not made yet
            raise AttributeError(name)
        return getattr(self.original_route, name)


def iter_route_contexts(
    routes: Annotated[Iterable[BaseRoute], Doc("The routes of an application or a router.")],
) -> Iterator[RouteContext]:
    """Return the routes in the order in which they are tried."""
    return map(RouteContext, routes)
