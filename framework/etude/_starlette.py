"""The only module that knows Starlette's versions."""

from __future__ import annotations

import inspect
from typing import Any, Mapping

from starlette.applications import Starlette
from starlette.routing import Router
from starlette.types import Scope


def route_path(scope: Scope) -> str:
    """Return the path of a request without its root path."""
    path: str = scope["path"]
    root_path: str = scope.get("root_path", "")
    if not root_path or not path.startswith(root_path):
        return path
    rest = path[len(root_path) :]
    return rest if rest[:1] in ("", "/") else path


_ROUTER_TAKES = inspect.signature(Router.__init__).parameters


def init_router(router: Router, options: Mapping[str, Any]) -> None:
    """Initialise a Starlette router with those options that its version takes."""
    Router.__init__(
        router, **{name: value for name, value in options.items() if name in _ROUTER_TAKES}
    )


__all__ = ["Starlette", "init_router", "route_path"]
