"""The only module that knows Starlette's versions."""

from __future__ import annotations

import inspect
from typing import Any, Mapping

from starlette.datastructures import URL, FormData
from starlette.exceptions import HTTPException
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser
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


def with_root_path(scope: Scope, path: str) -> str:
    """Return a path with the root path in front, which a proxy may have taken away."""
    root_path: str = scope.get("root_path", "").rstrip("/")
    return path if f"{path}/".startswith(f"{root_path}/") else root_path + path


def url_of(scope: Scope, path: str) -> str:
    """Return the address of another path, as the client of a request must ask for it."""
    return str(URL(scope={**scope, "path": with_root_path(scope, path)}))


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
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    options: dict[str, Any] = dict(limits)
    try:
        if media_type == "multipart/form-data" and request._form is None:
            request._form = await _Parser(request.headers, request.stream(), **options).parse()
        form = await request.form(**options)
    except MultiPartException as error:
        raise HTTPException(400, error.message) from error
    if media_type == "application/x-www-form-urlencoded" and not _PARSES_WITHIN_LIMITS:
        _check_limits(form, limits)
    return form


class _Parser(MultiPartParser):
    """Parses a multipart form (RFC 7578), and refuses one that was cut off within a part."""

    _is_within_part = False

    def on_part_begin(self) -> None:
        super().on_part_begin()
        self._is_within_part = True

    def on_part_end(self) -> None:
        super().on_part_end()
        self._is_within_part = False

    async def parse(self) -> FormData:
        try:
            form = await super().parse()
            if self._is_within_part:
                raise MultiPartException("The multipart form ends within a part.")
            return form
        except ValueError as error:  # of the parser, in old versions
            self._close()
            raise MultiPartException("Invalid multipart data.") from error
        except BaseException:
            self._close()
            raise

    def _close(self) -> None:
        for file in self._files_to_close_on_error:
            file.close()


def _check_limits(form: FormData, limits: Mapping[str, int]) -> None:
    """Refuse an urlencoded form that is over a limit, as later versions of Starlette do."""
    fields = form.multi_items()
    most, size = limits.get("max_fields", 1000), limits.get("max_part_size", 1024 * 1024)
    if len(fields) > most:
        raise HTTPException(400, f"Too many fields. Maximum number of fields is {most}.")
    if any(len(f"{name}{value}".encode()) > size for name, value in fields):
        raise HTTPException(400, f"Field exceeded maximum size of {size // 1024}KB.")
