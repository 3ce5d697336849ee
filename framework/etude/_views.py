"""What packages around this API style look for in routes, made when somebody looks for it."""

from __future__ import annotations

from typing import Any, Final

VIEWS: Final = (
    "dependant",
    "body_field",
    "response_field",
    "response_fields",
    "stream_item_field",
    "stream_item_type",
    "is_sse_stream",
    "is_json_stream",
)
"""The attributes of a route that show its plan."""

LENT: Final = frozenset(
    [
        "get_request_handler",
        "get_websocket_app",
        "request_response",
        "run_endpoint_function",
        "serialize_response",
        "websocket_session",
        "_DefaultLifespan",
        "_iter_routes_with_context",
        "_merge_lifespan_context",
    ]
)
"""The names of `dependencies/routes.py` that `etude.routing` has too."""


class View:
    """An attribute of a route that shows its plan, from when it is first looked at."""

    def __set_name__(self, owner: type[Any], name: str) -> None:
        self._name = name

    def __get__(self, route: Any, owner: type[Any]) -> Any:
        if route is None:
            return self
        value = route.__dict__[self._name] = borrow("view")(route, self._name)
        return value


def forget_views(route: Any) -> None:
    """Let the attributes of a route be made anew, since its plan is another one now."""
    for name in VIEWS:
        route.__dict__.pop(name, None)


def borrow(name: str) -> Any:
    """Return one of the functions for other packages, which nothing else imports."""
    from .dependencies import routes

    return getattr(routes, name)
