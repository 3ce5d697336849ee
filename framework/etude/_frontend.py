"""The built files of a single-page application, and what to answer where there is none."""

from __future__ import annotations

import os
import re
import stat
from functools import partial
from typing import AbstractSet, Iterable, NamedTuple, Union

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from ._execution.context import OBSERVER
from ._methods import allowed_methods, not_allowed, telling
from ._routes import APIRoute
from ._starlette import url_of
from .exceptions import DeclarationError, EtudeError

Directory = Union[str, "os.PathLike[str]"]

INDEX = "index.html"
NOT_FOUND = "404.html"
METHODS = ("GET", "HEAD")

_FALLBACKS: dict[str | None, tuple[str, ...]] = {
    "auto": (NOT_FOUND, INDEX),
    INDEX: (INDEX,),
    NOT_FOUND: (NOT_FOUND,),
    None: (),
}
"""What is sent where no file is found: the first of these files that may be."""

_BELOW = "etude.path_below_frontend"
"""The key of a scope for the path below that of the frontend."""


class _File(NamedTuple):
    """Something at a path, and the status to send it with."""

    path: str
    stat: os.stat_result
    status_code: int = 200


class Frontend:
    """The files below one directory, and what is sent where there is no file."""

    def __init__(self, directory: Directory, fallback: str | None, check_dir: bool | str) -> None:
        if fallback not in _FALLBACKS:
            raise DeclarationError(
                f"The fallback of a frontend is {fallback!r}. Say 'auto', 'index.html', '404.html' "
                "or None."
            )
        self._directory = os.fspath(directory)
        self._fallback = fallback
        self._files = StaticFiles(directory=directory, check_dir=False)
        if _is_checked(check_dir):
            self._check_directory()
            for name in _FALLBACKS[fallback]:
                self._fallback_file(name)

    def _check_directory(self) -> None:
        if not os.path.isdir(self._directory):
            raise EtudeError(
                f"The frontend directory {self._directory!r} is no directory; its absolute path is "
                f"{os.path.abspath(self._directory)!r}. Build the frontend first, or correct the "
                "path. With check_dir=False it may be made later."
            )

    async def serve(self, request: Request) -> Response:
        """Send the file of a path; where there is none, what the fallback says."""
        scope = request.scope
        found = await run_in_threadpool(self._find, scope[_BELOW])
        if found is None:
            found = await run_in_threadpool(self._find_fallback, request)
        if stat.S_ISDIR(found.stat.st_mode):
            return RedirectResponse(url_of(scope, scope["path"] + "/"))
        return self._files.file_response(found.path, found.stat, scope, found.status_code)

    async def refuse(
        self, allowed: AbstractSet[str], scope: Scope, receive: Receive, send: Send
    ) -> None:
        """Answer a method that asks for no file: it is not allowed where there is one."""
        if await run_in_threadpool(self._find, scope[_BELOW]) is None:
            raise HTTPException(404)
        if scope["method"] not in allowed:
            raise not_allowed(allowed)
        await telling(allowed)(scope, receive, send)

    # What runs in a thread

    def _find(self, path: str) -> _File | None:
        """Return the file to send; or a directory with an index, for a path without its slash."""
        found = self._look_up(path)
        if found is None or not stat.S_ISDIR(found.stat.st_mode):
            return _if_regular(found)
        index = _if_regular(self._look_up(f"{path}/{INDEX}"))
        return index if index is None or path.endswith("/") else found

    def _look_up(self, path: str) -> _File | None:
        """Return what stands at a path, if that is inside the directory."""
        relative = os.path.normpath(os.path.join(*path.split("/")))
        try:
            full_path, found = self._files.lookup_path(relative)
        except (OSError, ValueError):  # no name that a file can have, or not to be read
            return None
        return None if found is None else _File(full_path, found)

    def _find_fallback(self, request: Request) -> _File:
        for name in _FALLBACKS[self._fallback]:
            if name == NOT_FOUND or _is_navigation(request):
                file = self._fallback_file(name)
                if file is not None:
                    return file._replace(status_code=404 if name == NOT_FOUND else 200)
        self._check_directory()
        raise HTTPException(404)

    def _fallback_file(self, name: str) -> _File | None:
        """Return a file that takes the place of others; one that was named must be there."""
        file = _if_regular(self._look_up(name))
        if file is None and self._fallback == name:
            self._check_directory()
            raise EtudeError(
                f"The frontend directory {self._directory!r} has no {name}, which is its fallback; "
                f"its absolute path is {os.path.abspath(self._directory)!r}. Build the frontend "
                "first, or choose another fallback."
            )
        return file


def _if_regular(found: _File | None) -> _File | None:
    """Return what was found unless it is a directory or a device."""
    return found if found is not None and stat.S_ISREG(found.stat.st_mode) else None


def _is_checked(check_dir: bool | str) -> bool:
    if check_dir == "auto":
        return os.environ.get("ETUDE_ENV") != "development"
    return bool(check_dir)


def _is_navigation(request: Request) -> bool:
    """Tell whether a browser asks for a page: it names HTML among what it takes.

    A weight of 0 refuses (RFC 9110, section 12.5.1).
    """
    ranges = ",".join(request.headers.getlist("accept")).lower().split(",")
    return any(
        part.partition(";")[0].strip() == "text/html" and not _REFUSAL.search(part)
        for part in ranges
    )


_REFUSAL = re.compile(r";\s*q\s*=\s*0(\.0*)?\s*(;|$)")


# The routes of frontends


class FrontendRoute(APIRoute):
    """Files below a path, behind the dependencies of the routers around."""

    frontend: Frontend

    def check(self) -> None:
        """Refuse a path that is not the same for everybody."""
        check_frontend_path(self.path or "/")

    def handler_for(self, scope: Scope) -> ASGIApp:
        """Return what serves a request below the path."""
        if OBSERVER in scope:
            scope[OBSERVER].pass_by(f"{self.path_format}/{{path}}")
        if scope["method"] not in METHODS:
            return partial(self.frontend.refuse, allowed_methods([self]))
        scope.update(route=self, endpoint=self.endpoint, path_params={})
        overrides = self.overrides_in(scope)
        return self.app_with(overrides) if overrides else self.app


def check_frontend_path(path: str) -> None:
    """Refuse a path that a frontend cannot have."""
    if not path.startswith("/"):
        raise DeclarationError(f"The path of a frontend is {path!r}. It must begin with a slash.")
    if "{" in path:
        raise DeclarationError(
            f"The path of a frontend is {path!r}. A frontend takes no path parameters: its path is "
            "the same for everybody."
        )


def find_frontend(routes: Iterable[FrontendRoute], scope: Scope, path: str) -> FrontendRoute | None:
    """Return the route whose path is the longest one around a path, or None.

    The scope notes what stands below the path of the route.
    """
    around = [route for route in routes if f"{path}/".startswith(f"{route.path}/")]
    if not around:
        return None
    route = max(around, key=lambda route: len(route.path))
    scope[_BELOW] = path[len(route.path) :]
    return route
