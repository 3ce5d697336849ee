"""The only module that knows Starlette's versions."""

from __future__ import annotations

import inspect
from typing import Any, Mapping

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.formparsers import FormParser
from starlette.requests import Request
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


_PARSES_WITHIN_LIMITS = "max_fields" in inspect.signature(FormParser.__init__).parameters


async def read_form(request: Request, limits: Mapping[str, int]) -> FormData:
    """Parse a form within limits: max_fields, max_files and max_part_size.

    Raises HTTPException with status 400 for a form that is over a limit or not well formed.
    """
    form = await request.form(**dict(limits))
    if not _PARSES_WITHIN_LIMITS:
        _check_limits(form, limits)
    return form


def _check_limits(form: FormData, limits: Mapping[str, int]) -> None:
    """Refuse an urlencoded form that is over a limit, as later versions of Starlette do."""
    fields = [value for _, value in form.multi_items() if isinstance(value, str)]
    most, size = limits.get("max_fields", 1000), limits.get("max_part_size", 1024 * 1024)
    if len(fields) > most:
        raise HTTPException(400, f"Too many fields. Maximum number of fields is {most}.")
    if any(len(value.encode()) > size for value in fields):
        raise HTTPException(400, f"Field exceeded maximum size of {size // 1024}KB.")
