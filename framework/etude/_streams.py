"""How the items of a stream are written: the formats that response classes carry."""

from __future__ import annotations

from typing import Any, Callable, ClassVar, Mapping

from starlette.responses import Response, StreamingResponse

from .exceptions import EtudeError

Render = Callable[[Any], bytes]
"""Makes JSON of an item, by its declared type where it has one."""


class StreamFormat:
    """How the items of a stream become bytes, and how the document describes them.

    This one sends text and bytes as they come. A response class carries another as
    `stream_format`. A format has no state: one object serves all requests.
    """

    headers: ClassVar[Mapping[str, str]] = {}
    """What to send unless the class or the endpoint says otherwise."""
    patience: float = 1.0
    """For how many seconds the status waits for the first item, whose error can still change it."""
    keep_alive: bytes = b""
    """What to send while no item comes; nothing if empty."""
    keep_alive_after: float = 15.0
    """After how many seconds."""

    def item_type(self, declared: Any) -> Any:
        """Return the type that items are validated by, or None where they are sent as they are."""
        return None

    def encoder(self, render: Render) -> Callable[[Any], str | bytes]:
        """Return a function from one item to what is sent for it."""
        return _chunk

    def describe(self, item: Mapping[str, Any] | None) -> dict[str, Any]:
        """Return a Media Type Object (OpenAPI 3.2, section 4.14), given the schema of one item."""
        return {"schema": {"type": "string"}}


def _chunk(item: Any) -> Any:
    if isinstance(item, (str, bytes)):
        return item
    if isinstance(item, (bytearray, memoryview)):
        return bytes(item)
    raise EtudeError(
        f"A StreamingResponse sends text and bytes, and got the {type(item).__name__} {item!r}. "
        "Yield what str() or json.dumps() makes of it; or declare no response_class, and every "
        "item becomes a line of JSON."
    )


class JSONLines(StreamFormat):
    """One JSON text a line (https://jsonlines.org)."""

    def item_type(self, declared: Any) -> Any:
        return declared

    def encoder(self, render: Render) -> Callable[[Any], str | bytes]:
        return lambda item: render(item) + b"\n"

    def describe(self, item: Mapping[str, Any] | None) -> dict[str, Any]:
        return {"itemSchema": dict(item or {})}


class JSONLinesResponse(StreamingResponse):
    """What an endpoint that yields answers with, where it names no other class."""

    media_type = "application/jsonl"
    stream_format = JSONLines()


_CHUNKS = StreamFormat()


def format_of(response_class: type[StreamingResponse]) -> StreamFormat:
    """Return the format that a response class carries."""
    stream_format: StreamFormat = getattr(response_class, "stream_format", _CHUNKS)
    return stream_format


def streaming_class(response_class: type[Response] | None) -> type[StreamingResponse] | None:
    """Return a response class that sends item by item, and None for every other one."""
    if response_class is not None and issubclass(response_class, StreamingResponse):
        return response_class
    return None
