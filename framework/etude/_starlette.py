"""The only module that knows Starlette's versions."""

from __future__ import annotations

import inspect
import math
from types import FunctionType
from typing import Any, AsyncGenerator, Callable, Mapping, NoReturn

from starlette import applications, formparsers
from starlette.applications import Starlette
from starlette.concurrency import iterate_in_threadpool
from starlette.datastructures import URL, FormData, State, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser
from starlette.requests import HTTPConnection, Request
from starlette.types import Message, Receive, Scope

from ._body_limits import counting
from ._forms import MAX_PART_SIZE, MOST_PARTS, usual_reader
from ._limits import LITTLE_ROOM, MOST_HEADERS, MOST_IN_MEMORY, ROOMY_FILES


def takes_send(request_class: type[Any]) -> bool:
    """Tell whether the request of Starlette's middleware takes `send` too, as from 1.0 on."""
    return len(inspect.signature(request_class.__init__).parameters) > 3


def calls_directly() -> bool:
    """Tell whether nobody replaced `Starlette.__call__`, as packages do to see all connections."""
    call = vars(Starlette)["__call__"]
    return type(call) is FunctionType and call.__globals__ is vars(applications)


def give_types_to_states() -> None:
    """Let older Starlettes write `Request[AppState]` and `request.state["name"]`, as newer ones do.

    The classes are Starlette's own, so that what others make of them is still a `Request` here.
    """
    connection_class: Any = HTTPConnection
    if not hasattr(State, "__getitem__"):  # pragma: no cover  # before 1.0, as on Python 3.8
        for name in ("__getitem__", "__setitem__", "__delitem__", "__iter__", "__len__"):
            setattr(State, name, _method_of_its_dict(name))
    if not getattr(HTTPConnection, "__parameters__", ()):  # pragma: no cover  # the same
        connection_class.__class_getitem__ = classmethod(lambda cls, state: cls)


def _method_of_its_dict(name: str) -> Callable[..., Any]:  # pragma: no cover  # the same
    return lambda state, *arguments: getattr(state._state, name)(*arguments)


give_types_to_states()


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


def iterated_in_threads(chunks: Any) -> Any:
    """Return what Starlette takes chunks of in threads; None where it is something else."""
    frame = getattr(chunks, "ag_frame", None)
    is_starlettes = getattr(frame, "f_code", None) is iterate_in_threadpool.__code__
    return frame.f_locals["iterator"] if frame is not None and is_starlettes else None


_PARSES_WITHIN_LIMITS = "max_fields" in inspect.signature(FormParser.__init__).parameters


async def read_form(request: Request, limits: Mapping[str, Any], most: int) -> FormData:
    """Parse a form within limits, with at most so many bytes of it in memory besides files.

    Raises HTTPException: with status 413 for a form that is over a limit, with 415 for one with a file
    of a media type that is not accepted, and with 400 for one that is not well formed.
    """
    if request._form is None:
        request._form = await _parse_form(request, limits, most)
    form: FormData = request._form
    return form


async def _parse_form(request: Request, limits: Mapping[str, Any], most: int) -> FormData:
    media_type = request.headers.get("content-type", "")
    try:
        form = await _parse_at_once(request, media_type, limits, most)
        if form is not None:
            return form
        essence = media_type.partition(";")[0].strip().lower()
        if essence == "multipart/form-data":
            parser = _CheckingParser if _checks_files(limits) else _Parser
            return await parser(request, limits, most).parse()
        if essence == "application/x-www-form-urlencoded":
            request._receive = counting(request._receive, most)
            return await _parse_urlencoded(request, limits)
    except MultiPartException as error:
        raise _refusal(error.message, limits) from error
    return FormData()


async def _parse_at_once(
    request: Request, media_type: str, limits: Mapping[str, Any], most: int
) -> FormData | None:
    """Parse a form that arrives whole and looks as usual; leave any other to be received."""
    read = usual_reader(media_type)
    if read is None or not _IS_INSTALLED or not _is_to_be_received(request):
        return None
    room, form = getattr(_Parser, _ROOM), None
    message = await request._receive()
    body = message.get("body")
    is_whole = message["type"] == "http.request" and not message.get("more_body")
    if is_whole and isinstance(body, bytes) and len(body) <= min(room, most):
        form = read(body, limits, room)
    if form is None:
        request._receive = _receiving_again(message, request._receive)
        return None
    request._stream_consumed = True
    if _checks_files(limits):
        await _check_files(form, limits)
    return form


def _is_to_be_received(request: Request) -> bool:
    """Tell whether what a request receives next is what its form is parsed of."""
    is_known = request._stream_consumed or "_body" in vars(request)
    return not is_known and type(request).stream is Request.stream


def _receiving_again(message: Message, receive: Receive) -> Receive:
    """Return a function that receives a message that was received already, and then what follows."""
    messages = [message]

    async def receive_again() -> Message:
        return messages.pop() if messages else await receive()

    return receive_again


def _refusal(message: str, limits: Mapping[str, Any]) -> HTTPException:
    """Return what says that a form is over a limit, with sizes below 1 KiB in bytes, or is none."""
    status = 413 if "aximum" in message else 400
    return HTTPException(status, message.replace(" 0KB", f" {limits.get('max_part_size')} bytes"))


async def _parse_urlencoded(request: Request, limits: Mapping[str, Any]) -> FormData:
    names = ("max_fields", "max_part_size") if _PARSES_WITHIN_LIMITS else ()
    own: Any = {name: limits[name] for name in names if name in limits}
    form = await FormParser(request.headers, request.stream(), **own).parse()
    if not _PARSES_WITHIN_LIMITS:
        _check_limits(form, limits)
    return form


class LimitedRequest(Request):
    """A request whose form is read within other limits than Starlette's."""

    form_limits: Mapping[str, Any]

    def form(self, **limits: Any) -> Any:
        """Parse the form within its limits, or within those that are given."""
        self.form_limits = {**self.form_limits, **limits}
        return super().form()

    async def _get_form(self, **defaults: Any) -> FormData:
        return await read_form(self, self.form_limits, MOST_IN_MEMORY)


class _Parser(MultiPartParser):
    """Parses a multipart form (RFC 7578), and refuses one that was cut off within a part."""

    _is_within_part = False
    _part_size = _field_size = 0

    def __init__(self, request: Request, limits: Mapping[str, Any], most: int) -> None:
        own = {key: value for key, value in limits.items() if key in _STARLETTES}
        super().__init__(request.headers, self._chunks(request), **own)
        self._limits, self._most = limits, most

    async def _chunks(self, request: Request) -> AsyncGenerator[bytes, None]:
        async for chunk in request.stream():
            yield chunk
            header, part = self._current_partial_header_value, self._current_part
            size = len(self._current_partial_header_name) + len(header)
            # Newer releases of python-multipart have such a limit themselves.
            if (
                size > MOST_HEADERS or len(part.item_headers) > MOST_HEADERS // 64
            ):  # pragma: no cover
                raise HTTPException(413, f"A part has headers of more than {MOST_HEADERS} bytes.")

    def on_part_begin(self) -> None:
        super().on_part_begin()
        self._is_within_part, self._part_size = True, 0
        if self._current_files == ROOMY_FILES:
            self.spool_max_size = self.max_file_size = LITTLE_ROOM

    def on_part_end(self) -> None:
        super().on_part_end()
        self._is_within_part = False
        if self._current_part.file is None:
            self._field_size += len(self._current_part.data)
            if self._field_size > self._most:
                raise HTTPException(413, f"The fields are larger than {self._most} bytes together.")

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


class _CheckingParser(_Parser):
    """Parses a multipart form, and refuses a file as soon as it is no file that is accepted."""

    def on_headers_finished(self) -> None:
        super().on_headers_finished()
        file = self._current_part.file
        if file is not None and file.filename:  # without one, a browser sends no file
            self._check(file)

    def on_part_data(self, data: bytes, start: int, end: int) -> None:
        super().on_part_data(data, start, end)
        file = self._current_part.file
        if file is not None:
            self._part_size += end - start
            self._check(file)

    def _check(self, file: UploadFile) -> None:
        _check_file(self._current_part.field_name, file, self._part_size, self._limits)


def _checks_files(limits: Mapping[str, Any]) -> bool:
    return "files" in limits or "max_file_size" in limits or "media_types" in limits


async def _check_files(form: FormData, limits: Mapping[str, Any]) -> None:
    """Refuse a form with a file that is not accepted."""
    try:
        for name, file in form.multi_items():
            if isinstance(file, UploadFile) and (file.filename or file.size):
                _check_file(name, file, file.size or 0, limits)
    except HTTPException:
        await form.close()
        raise


def _check_file(name: str, file: UploadFile, size: int, limits: Mapping[str, Any]) -> None:
    """Refuse a file that has another media type than is accepted, or more bytes."""
    own = {**limits, **limits.get("files", {}).get(name, {})}
    accepted = [media_type.lower() for media_type in own.get("media_types", ("*/*",))]
    essence = (file.content_type or "text/plain").partition(";")[0].strip().lower()
    if not {essence, f"{essence.partition('/')[0]}/*", "*/*"}.intersection(accepted):
        reason = f"is {essence}, and accepted is {', '.join(accepted)}"
        raise HTTPException(415, f"The file {name!r} {reason}.")
    most = own.get("max_file_size", math.inf)
    if size > most:
        raise HTTPException(413, f"The file {name!r} is larger than {most} bytes.")


_IS_INSTALLED = vars(formparsers).get("multipart") is not None
"""Whether there is python-multipart."""
_ROOM = "spool_max_size" if hasattr(MultiPartParser, "spool_max_size") else "max_file_size"
"""The name of how large a file in memory may be."""
_STARLETTES = ("max_files", "max_fields", "max_part_size")
"""The limits that Starlette knows."""


def _check_limits(form: FormData, limits: Mapping[str, int]) -> None:
    """Refuse an urlencoded form that is over a limit, where Starlette does not do so."""
    fields = form.multi_items()
    most, size = limits.get("max_fields", MOST_PARTS), limits.get("max_part_size", MAX_PART_SIZE)
    if len(fields) > most:
        raise MultiPartException(f"Too many fields. Maximum number of fields is {most}.")
    if any(len(f"{name}{value}".encode()) > size for name, value in fields):
        raise MultiPartException(f"Field exceeded maximum size of {size // 1024}KB.")


def single_error(error: Any) -> BaseException:
    """Return the only exception of a group, or what is no group, or one of several, as it is."""
    inner: list[BaseException] = list(getattr(error, "exceptions", ()))
    is_single = type(error).__name__ in _GROUPS and len(inner) == 1
    result: BaseException = single_error(inner[0]) if is_single else error
    return result


_GROUPS = ("ExceptionGroup", "BaseExceptionGroup")


def raise_single(error: BaseException) -> NoReturn:
    """Raise the only exception of a group; what is no group, or one of several, as it is."""
    single = single_error(error)
    if single is error:
        raise error
    raise single from single.__cause__
