"""What an endpoint returned becomes an answer."""

from __future__ import annotations

from copy import copy
from functools import partial
from typing import Any, Callable

from pydantic_core import PydanticSerializationError, ValidationError
from starlette.responses import FileResponse, RedirectResponse, Response, StreamingResponse
from starlette.types import Message

from .._http import allows_body
from .._json import render_dumped, render_item, render_json
from .._plan.model import Operation, Reply, Stream
from .._pydantic import Adapter, errors_of
from .._starlette import single_error
from ..encoders import jsonable_encoder
from ..exceptions import EndpointContext, EtudeError, ResponseValidationError
from .context import Context, remembering
from .streaming import Streaming, close, compile_streaming

Messages = Callable[[Any], "tuple[Message, Message]"]
"""Makes of a value the two messages of an answer (ASGI 3.0)."""

_JSON = (b"content-type", b"application/json")


def compile_messages(reply: Reply, where: EndpointContext) -> Messages:
    """Return a function that makes of what the endpoint returned the messages of an answer."""
    render, status = _compile_render(reply, where), reply.status_code
    if not allows_body(status):
        return _without_body(render, status)

    def messages(result: Any) -> tuple[Message, Message]:
        body = render(result)
        headers = [(b"content-length", b"%d" % len(body)), _JSON]
        start = {"type": "http.response.start", "status": status, "headers": headers}
        return start, {"type": "http.response.body", "body": body}

    return messages


def _without_body(render: Callable[[Any], bytes], status: int) -> Messages:
    def messages(result: Any) -> tuple[Message, Message]:
        render(result)
        headers = _headers_without_body(status)
        start = {"type": "http.response.start", "status": status, "headers": headers}
        return start, {"type": "http.response.body", "body": b""}

    return messages


def _headers_without_body(status_code: int) -> list[tuple[bytes, bytes]]:
    """Return the headers of an answer that has no body (RFC 9110, section 8.6)."""
    return [(b"content-length", b"0")] if status_code == 205 else []


def _compile_render(reply: Reply, where: EndpointContext) -> Callable[[Any], bytes]:
    adapter = reply.adapter
    if adapter is None:
        return render_json
    dump_json, dump = adapter.dump_json, dict(reply.dump)
    validate = _compile_validate(adapter, where)

    def render(result: Any) -> bytes:
        value = validate(result)
        try:
            return dump_json(value, **dump)
        except PydanticSerializationError:
            return render_dumped(partial(adapter.dump_python, value, **dump))

    return render


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


# Answers by way of a response object: other classes, and what the injected objects add


def compile_response(
    operation: Operation, where: EndpointContext
) -> Callable[[Any, Context], Response]:
    """Return a function that makes a response of what the endpoint returned."""
    reply = operation.reply
    if reply.stream is not None and reply.stream.is_generator:
        return _compile_stream(reply, reply.stream, where)
    make = _compile_make_response(reply, where)

    def make_response(result: Any, context: Context) -> Response:
        response: Response
        if not isinstance(result, Response):
            response = make(result, _status(context, reply))
        else:
            response = result
            if response is context.response_if_made:
                response.status_code = _status(context, reply)
            else:
                response = _own_copy(response)
        _add_injected(response, context)
        return response

    return make_response


def _compile_stream(
    reply: Reply, stream: Stream, where: EndpointContext
) -> Callable[[Any, Context], Streaming]:
    """Compile an endpoint that yields: what is injected counts until the first item is there."""
    make = _compile_make_stream(reply, stream, where)

    def make_response(source: Any, context: Context) -> Streaming:
        response = make(source, reply.status_code)
        response.prepare = partial(_prepare, response, context)
        return response

    return make_response


def _prepare(response: Streaming, context: Context) -> None:
    injected = context.response_if_made
    if injected is not None and injected.status_code:
        response.status_code = injected.status_code
    _add_injected(response, context)


def _compile_make_stream(
    reply: Reply, stream: Stream, where: EndpointContext
) -> Callable[[Any, int], Streaming]:
    render = render_item if reply.adapter is None else _compile_render(reply, where)
    return compile_streaming(stream, render, where)


def _status(context: Context, reply: Reply) -> int:
    injected = context.response_if_made
    return reply.status_code if injected is None else injected.status_code or reply.status_code


def _compile_make_response(reply: Reply, where: EndpointContext) -> Callable[[Any, int], Response]:
    if reply.stream is not None:
        return _compile_make_stream(reply, reply.stream, where)
    if reply.response_class is not None:
        return _compile_response_class(reply, reply.response_class, where)
    render = _compile_render(reply, where)

    def make(result: Any, status: int) -> Response:
        body = render(result)
        if not allows_body(status):
            return Response(status_code=status)
        return Response(body, status, media_type="application/json")

    return make


def _compile_response_class(
    reply: Reply, response_class: type[Response], where: EndpointContext
) -> Callable[[Any, int], Response]:
    is_text = response_class.render is Response.render and not issubclass(
        response_class, (FileResponse, RedirectResponse)
    )
    content_of = (_compile_text if is_text else _compile_encode)(reply, where)

    def make(result: Any, status: int) -> Response:
        content = content_of(result)
        if not allows_body(status):
            return Response(status_code=status)
        return response_class(content, status_code=status)

    return make


def _compile_encode(reply: Reply, where: EndpointContext) -> Callable[[Any], Any]:
    """Return a function that makes of a value what JSON knows."""
    adapter = reply.adapter
    if adapter is None:
        return jsonable_encoder
    dump_python, dump = adapter.dump_python, dict(reply.dump)
    validate = _compile_validate(adapter, where)
    return lambda result: dump_python(validate(result), mode="json", **dump)


def _compile_text(reply: Reply, where: EndpointContext) -> Callable[[Any], Any]:
    """Compile the content of a class that sends text, or bytes, as it is."""
    encode = _compile_encode(reply, where)
    validate = None if reply.adapter is None else _compile_validate(reply.adapter, where)

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


_OWN_HEADERS = (b"content-length", b"content-type")


def _own_copy(response: Response) -> Response:
    """Return a response to add to, since the endpoint may return the same one again."""
    copied = copy(response)
    copied.raw_headers = list(response.raw_headers)
    copied.__dict__.pop("_headers", None)  # which shows the headers of the original
    return copied


def _add_injected(response: Response, context: Context) -> None:
    """Add the headers, cookies and tasks that the injected objects collected."""
    injected = context.response_if_made
    if injected is not None and injected is not response:
        _add_headers(response, injected)
    background = context.background_if_made
    if background is not None:
        if response.background is not None:
            background.tasks.insert(0, response.background)
        response.background = background


def _add_headers(response: Response, injected: Response) -> None:
    """Add headers that the response does not have; an injected content type replaces its own."""
    if "content-type" in injected.headers:
        response.headers["content-type"] = injected.headers["content-type"]
    present = {name for name, _ in response.raw_headers} - {b"set-cookie"}
    response.raw_headers.extend(
        (name, value)
        for name, value in injected.raw_headers
        if name not in present and name not in _OWN_HEADERS
    )


def _drop_body(response: Response) -> None:
    """Take away the body that an endpoint gave to an answer which cannot have one."""
    if getattr(response, "body", None):
        response.body = b""
        kept = [header for header in response.raw_headers if header[0] != b"content-length"]
        response.raw_headers = [*kept, *_headers_without_body(response.status_code)]


async def send_response(response: Response, context: Context) -> None:
    """Send a response object, and remember in the scope that an answer has begun."""
    scope = context.scope
    if not allows_body(response.status_code):
        _drop_body(response)
    try:
        await response(scope, context.receive, remembering(scope, context.send))
    except Exception as error:  # of a group of tasks, in old versions of Starlette
        single = single_error(error)
        if single is error:
            raise
        raise single from single.__cause__
    finally:
        if isinstance(response, StreamingResponse) and not isinstance(response, Streaming):
            await close(response.body_iterator)
