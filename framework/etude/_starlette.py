"""The only module that knows Starlette's versions."""

from __future__ import annotations

import inspect
from contextlib import contextmanager
from types import FunctionType
from typing import Any, Iterator, Mapping

from starlette import applications
from starlette.applications import Starlette
from starlette.datastructures import URL, FormData
from starlette.exceptions import HTTPException
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser
from starlette.requests import Request
from starlette.types import Scope


def calls_directly() -> bool:
    """Tell whether nobody replaced `Starlette.__call__`, as packages do to see all connections."""
    call = vars(Starlette)["__call__"]
    return type(call) is FunctionType and call.__globals__ is vars(applications)


def route_path(scope: Scope) -> str:
    """Return the path of a request without its root path."""
    path: str = scope["path"]
    root_path: str = scope.get("root_path", "")
    if not root_path or not path.startswith(root_path):
        return path
    rest = path[len(root_path.rstrip("/")) :]
    return rest if rest[:1] in ("", "/") else path


def with_root_path(scope: Scope, path: str) -> str:
    """Return a path with the root path in front, which a proxy may have taken away."""
    root_path: str = scope.get("root_path", "").rstrip("/")
    return path if f"{path}/".startswith(f"{root_path}/") else root_path + path


def url_of(scope: Scope, path: str) -> str:
    """Return the address of another path, as the client of a request must ask for it."""
    return str(URL(scope={**scope, "path": with_root_path(scope, path)}))


MAX_PART_SIZE = 1024 * 1024
"""The greatest size of a field of a form, where nothing else is said."""
_PARSES_WITHIN_LIMITS = "max_fields" in inspect.signature(FormParser.__init__).parameters


async def read_form(request: Request, limits: Mapping[str, int]) -> FormData:
    """Parse a form within limits: max_fields, max_files and max_part_size.

    Raises HTTPException with status 400 for a form that is over a limit or not well formed.
    """
    options: dict[str, Any] = dict(limits)
    with _answering(limits):
        if _media_type(request) == "multipart/form-data" and request._form is None:
            request._form = await _Parser(request.headers, request.stream(), **options).parse()
        form = await request.form(**options)
        _check_urlencoded(request, form, limits)
    return form


class LimitedRequest(Request):
    """A request whose form is read within other limits than Starlette's."""

    form_limits: Mapping[str, int]

    def form(self, **limits: Any) -> Any:
        """Parse the form within its limits, or within those that are given."""
        return super().form(**{**self.form_limits, **limits})

    async def _get_form(self, **limits: Any) -> FormData:
        with _answering(limits):
            form = await super()._get_form(**limits)
            _check_urlencoded(self, form, limits)
        return form


def _media_type(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


@contextmanager
def _answering(limits: Mapping[str, int]) -> Iterator[None]:
    """Answer with status 400 when a form cannot be parsed, and name sizes below 1 KiB in bytes."""
    try:
        yield
    except (MultiPartException, HTTPException) as error:
        message = error.message if isinstance(error, MultiPartException) else error.detail
        size = f" {limits.get('max_part_size')} bytes"
        raise HTTPException(400, message.replace(" 0KB", size)) from error


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


def _check_urlencoded(request: Request, form: FormData, limits: Mapping[str, int]) -> None:
    """Refuse an urlencoded form that is over a limit, where Starlette does not do so."""
    is_urlencoded = _media_type(request) == "application/x-www-form-urlencoded"
    if is_urlencoded and not _PARSES_WITHIN_LIMITS:
        _check_limits(form, limits)


def _check_limits(form: FormData, limits: Mapping[str, int]) -> None:
    fields = form.multi_items()
    most, size = limits.get("max_fields", 1000), limits.get("max_part_size", MAX_PART_SIZE)
    if len(fields) > most:
        raise HTTPException(400, f"Too many fields. Maximum number of fields is {most}.")
    if any(len(f"{name}{value}".encode()) > size for name, value in fields):
        raise HTTPException(400, f"Field exceeded maximum size of {size // 1024}KB.")


def single_error(error: Any) -> BaseException:
    """Return the only exception of a group, or what is no group, or one of several, as it is."""
    inner: list[BaseException] = list(getattr(error, "exceptions", ()))
    is_single = type(error).__name__ == "ExceptionGroup" and len(inner) == 1
    result: BaseException = single_error(inner[0]) if is_single else error
    return result
