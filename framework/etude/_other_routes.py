"""Serves what is no path operation: mounted applications, hosts, endpoints of Starlette."""

from __future__ import annotations

from typing import Any

from starlette.applications import Starlette
from starlette.routing import Host, Mount, Router
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from ._body_limits import METER, within_limit
from ._execution.context import remembering
from ._starlette import with_root_path

_TAKE_ROOT_PATH_AWAY = (Starlette, Router, StaticFiles)
"""Applications that look at what is left of the path without the root path."""


def enter_route(route: Any, scope: Scope, child_scope: dict[str, Any]) -> ASGIApp:
    """Return what serves a route, and note in the scope what the route knows.

    Raises BodyTooLarge where the body is known to be over the limit; a mounted application may
    have a limit of its own, and is asked.
    """
    if _takes_root_path_away(route):
        child_scope["path"] = with_root_path(scope, scope["path"])
    scope.update(child_scope)
    if METER in scope and not isinstance(route, (Mount, Host)):
        scope[METER].check()
    handler: ASGIApp = route.handle
    return _serving(handler)


def _takes_root_path_away(route: Any) -> bool:
    return isinstance(route, Mount) and isinstance(
        getattr(route, "_base_app", route.app), _TAKE_ROOT_PATH_AWAY
    )


def _serving(app: ASGIApp) -> ASGIApp:
    """Remember in the scope that an answer has begun, and let limits of the body be seen."""

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        if METER in scope:
            receive = within_limit(scope, receive)
        await app(scope, receive, remembering(scope, send))

    return serve
