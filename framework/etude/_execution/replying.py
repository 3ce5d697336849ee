"""What an endpoint returned becomes an answer."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from functools import partial
from inspect import isgenerator
from typing import Any, Callable

from pydantic_core import PydanticSerializationError, ValidationError
from starlette.responses import FileResponse, RedirectResponse, Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from .._http import allows_body
from .._json import render_dumped, render_item, render_json
from .._methods import is_unwanted
from .._plan.model import CallableKind, Operation, Reply
from .._pydantic import Adapter, errors_of
from .._starlette import iterated_in_threads, raise_single, single_error
from ..encoders import jsonable_encoder
from ..exceptions import EndpointContext, EtudeError, ResponseValidationError
from .context import Context, MakeResponse, Observer, remembering
from .streaming import Streaming, close, compile_streaming


def compile_render(reply: Reply, where: EndpointContext) -> Callable[[Any], bytes]:
    """Return a function that makes JSON of a value, by its declared type where it has one."""
    if reply.is_rendered:
        return bytes
    if reply.adapter is None:
        return render_json
    adapter, dump = reply.adapter, dict(reply.dump)
    validate, unchanged = _compile_validate(adapter, where), adapter.unchanged or ()
    needs_models = dump.get("exclude_unset") or dump.get("exclude_defaults")
    by_alias = dump.pop("by_alias")
    dump_json = partial(adapter.dump_json, **dump) if dump else adapter.dump_json

    def render(result: Any) -> bytes:
        kind = type(result[0] if type(result) is list and result else result)
        if kind is dict and not needs_models and adapter.write_dicts is not None:
            try:
                return adapter.write_dicts(result, by_alias=by_alias, **dump)
            except (ValidationError, PydanticSerializationError):  # which the models may take
                pass
        value = result if isinstance(result, unchanged) else validate(result)
        try:
            return dump_json(value, by_alias=by_alias)
        except PydanticSerializationError:
            return render_dumped(partial(adapter.dump_python, value, by_alias=by_alias, **dump))

    return render


def rendering_in_thread(operation: Operation, where: EndpointContext) -> Operation:
    """Return an operation whose plain endpoint validates its result in the thread where it ran.

    Validating may run code of the result, such as attributes that a database loads when they are
    asked for, and code that waits must not hold up the event loop.
    """
    call, reply = operation.call, operation.reply
    is_done = reply.adapter is None or reply.stream is not None or reply.is_rendered
    if call.kind is not CallableKind.thread or is_done:
        return operation
    function, render = call.function, _compile_content(reply, where)[0]

    def call_and_render(**arguments: Any) -> Any:
        result = function(**arguments)
        return result if isinstance(result, Response) else render(result)

    rendered = operation.calling(replace(call, function=call_and_render))
    return replace(rendered, reply=replace(reply, is_rendered=True))


def _compile_validate(adapter: Adapter, where: EndpointContext) -> Callable[[Any], Any]:
    validate_python = adapter.validate_python

    def validate(result: Any) -> Any:
        try:
            return validate_python(result, from_attributes=True)
        except ValidationError as error:
            raise ResponseValidationError(
                errors_of(error, ("response",)), body=result, endpoint_ctx=where
            ) from error

    return validate


def headers_without_body(status_code: int) -> list[tuple[bytes, bytes]]:
    """Return the headers of an answer that has no body (RFC 9110, section 8.6)."""
    return [(b"content-length", b"0")] if status_code == 205 else []


# Answers by way of a response object: other classes, and what the injected objects add


def compile_response(
    operation: Operation, where: EndpointContext, observer: Observer | None = None
) -> MakeResponse:
    """Return a function that makes a response of what the endpoint returned."""
    reply = operation.reply
    make = _compile_make(reply, where)

    def make_response(result: Any, context: Context) -> Response:
        injected = context.response_if_made
        status = (injected.status_code if injected else None) or reply.status_code
        response: Response
        if not isinstance(result, Response):
            response = make(result, status)
        elif result is injected:
            result.status_code = status
            response = result
        else:
            response = _own_copy(result)
        _add_injected(response, context)
        return response

    def make_stream(source: Any, context: Context) -> Response:
        """Return a stream, for which counts what is injected until the first item is there."""
        response = make(source, reply.status_code)
        response.prepare = partial(_prepare, response, context)  # type: ignore[attr-defined]  # it streams
        return response

    made = make_stream if reply.yields else make_response
    return made if observer is None else observer.responding(made)


def _prepare(response: Response, context: Context) -> None:
    injected = context.response_if_made
    if injected is not None and injected.status_code:
        response.status_code = injected.status_code
    _add_injected(response, context)


def _compile_make(reply: Reply, where: EndpointContext) -> Callable[[Any, int], Response]:
    """Return a function that makes a response of a value and a status."""
    if reply.stream is not None:
        render_one = render_item if reply.adapter is None else compile_render(reply, where)
        return compile_streaming(reply.stream, render_one, where)
    content_of, response_class = _compile_content(reply, where)

    def make(result: Any, status: int) -> Response:
        content = content_of(result)
        if not allows_body(status):
            return Response(status_code=status)
        return response_class(content, status_code=status)

    return make


def _compile_content(
    reply: Reply, where: EndpointContext
) -> tuple[Callable[[Any], Any], Callable[..., Response]]:
    """Return a function from a value to the content of a response, and the response's class."""
    class_ = reply.response_class
    if class_ is None:
        return compile_render(reply, where), partial(Response, media_type="application/json")
    if reply.is_rendered:
        return lambda content: content, class_
    validate = None if reply.adapter is None else _compile_validate(reply.adapter, where)
    encode = _compile_encode(reply, validate)
    has_path = issubclass(class_, (FileResponse, RedirectResponse))
    if class_.render is Response.render and not has_path:
        return _compile_text(encode, validate, where), class_
    return encode, class_


def _compile_encode(reply: Reply, validate: Callable[[Any], Any] | None) -> Callable[[Any], Any]:
    """Return a function that makes of a value what JSON knows."""
    if reply.adapter is None or validate is None:
        return jsonable_encoder
    dump_python, dump = reply.adapter.dump_python, dict(reply.dump)
    return lambda result: dump_python(validate(result), mode="json", **dump)


def _compile_text(
    encode: Callable[[Any], Any], validate: Callable[[Any], Any] | None, where: EndpointContext
) -> Callable[[Any], Any]:
    """Compile the content of a class that sends text, or bytes, as it is."""

    def content_of(result: Any) -> Any:
        if isinstance(result, (bytes, memoryview)):
            return result if validate is None else validate(result)
        content = encode(result)
        if content is None or isinstance(content, str):
            return content
        raise EtudeError(
            f"{where.get('function')}() returned the {type(result).__name__} {result!r}, and its "
            "response class sends text. Return a string, bytes or a response, or name a class that "
            "makes text of it."
        )

    return content_of


def _own_copy(response: Response) -> Response:
    """Return a response to add to, since the endpoint may return the same one again."""
    copied = copy(response)
    copied.raw_headers = list(response.raw_headers)
    copied.__dict__.pop("_headers", None)  # which shows the headers of the original
    return copied


_OWN_HEADERS = (b"content-length", b"content-type")


def _add_injected(response: Response, context: Context) -> None:
    """Add the headers, cookies and tasks that the injected objects collected.

    Headers are added that the response does not have; a content type replaces its own.
    """
    injected, background = context.response_if_made, context.background_if_made
    if injected is not None and injected is not response:
        if "content-type" in injected.headers:
            response.headers["content-type"] = injected.headers["content-type"]
        present = {name for name, _ in response.raw_headers} - {b"set-cookie"}
        response.raw_headers.extend(
            (name, value)
            for name, value in injected.raw_headers
            if name not in present and name not in _OWN_HEADERS
        )
    if background is not None:
        if response.background is not None:
            background.tasks.insert(0, response.background)
        response.background = background


async def send_response(response: Response, scope: Scope, receive: Receive, send: Send) -> None:
    """Send a response object, and remember in the scope that an answer has begun."""
    if not allows_body(response.status_code) and getattr(response, "body", None):
        _drop_body(response)
    remembers = isinstance(response, Streaming)  # by itself, and sends often
    chunks = response.body_iterator if isinstance(response, StreamingResponse) else None
    source = None if chunks is None or remembers else iterated_in_threads(chunks)
    try:
        await response(scope, receive, send if remembers else remembering(scope, send))
    except Exception as error:  # of a group of tasks, in old versions of Starlette
        if not is_unwanted(single_error(error)):
            raise_single(error)
        await _end_early(response)
    finally:
        if chunks is not None and not remembers:
            await close(chunks)
        if isgenerator(source) and source.gi_frame is not None:  # which a thread may hold
            await close(source)


async def _end_early(response: Response) -> None:
    await close(getattr(response, "body_iterator", None))
    if response.background is not None:
        await response.background()


def _drop_body(response: Response) -> None:
    """Take away the body that an endpoint gave to an answer which cannot have one."""
    response.body = b""
    kept = [header for header in response.raw_headers if header[0] != b"content-length"]
    response.raw_headers = [*kept, *headers_without_body(response.status_code)]
