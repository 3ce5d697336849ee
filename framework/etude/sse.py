"""Server-sent events (HTML Living Standard, section 9.2)."""

from __future__ import annotations

import re
import types
from typing import Any, Callable, ClassVar, Mapping, Optional, Union

from annotated_doc import Doc
from pydantic import AfterValidator, BaseModel, Field, model_validator
from starlette.responses import StreamingResponse
from typing_extensions import Annotated, get_args, get_origin

from ._json import render_item
from ._pydantic import is_class
from ._streams import Render, StreamFormat

KEEPALIVE_COMMENT = b": ping\n\n"
"""What goes out while no event comes, so that nothing on the way closes the connection."""

_UNIONS = (Union, getattr(types, "UnionType", Union))
_LINE_END = re.compile(r"\r\n|\r|\n")


def _one_line(value: Optional[str]) -> Optional[str]:
    if value is not None and _LINE_END.search(value):
        raise ValueError(f"{value!r} has a line break, and stands in one line of the event")
    return value


def _without_nul(value: Optional[str]) -> Optional[str]:
    if value is not None and "\0" in value:
        raise ValueError(f"{value!r} has a NUL, for which a client ignores the whole id")
    return value


_Event = Annotated[
    Optional[str], Doc("The name under which a client listens; without one, `message`.")
]
_Id = Annotated[
    Optional[str], Doc("What a client sends as `Last-Event-ID` when it connects again.")
]
_Retry = Annotated[
    Optional[Annotated[int, Field(ge=0)]],
    Doc("After how many milliseconds a client that lost the connection tries again."),
]
_Comment = Annotated[Optional[str], Doc("Text that clients ignore; it may have many lines.")]


class ServerSentEvent(BaseModel):
    """One event with all that the protocol has; yield it in the place of bare data."""

    data: Annotated[Any, Doc("What becomes JSON, a string too. Without it, no data are sent.")] = (
        None
    )
    raw_data: Annotated[
        Optional[str], Doc("Text to send as it is, in the place of `data`; it may have many lines.")
    ] = None
    event: Annotated[_Event, AfterValidator(_one_line)] = None
    id: Annotated[_Id, AfterValidator(_one_line), AfterValidator(_without_nul)] = None
    retry: _Retry = None
    comment: _Comment = None

    @model_validator(mode="after")
    def _has_one_kind_of_data(self) -> ServerSentEvent:
        if self.data is not None and self.raw_data is not None:
            raise ValueError("an event has `data` or `raw_data`: give one of them")
        return self


def format_sse_event(
    *,
    data_str: Annotated[Optional[str], Doc("The data, one `data:` line for each of its lines.")] = (
        None
    ),
    event: _Event = None,
    id: _Id = None,  # noqa: A002  # its name in the protocol
    retry: _Retry = None,
    comment: _Comment = None,
) -> bytes:
    """Return one event as it is sent, in UTF-8, with the empty line that ends it.

    No argument is checked.
    """
    lines = [f": {line}" for line in _lines(comment)]
    if event is not None:
        lines.append(f"event: {event}")
    lines += [f"data: {line}" for line in _lines(data_str)]
    if id is not None:
        lines.append(f"id: {id}")
    if retry is not None:
        lines.append(f"retry: {retry}")
    return "\n".join([*lines, "", ""] if lines else ["", ""]).encode()


def _lines(text: str | None) -> list[str]:
    """Split a text at the line ends that the protocol knows, which are fewer than Python's."""
    return [] if text is None else _LINE_END.split(text)


class EventFormat(StreamFormat):
    """Events, one for each item; what is no `ServerSentEvent` becomes the data of one."""

    headers: ClassVar[Mapping[str, str]] = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}
    keep_alive = KEEPALIVE_COMMENT

    def item_type(self, declared: Any) -> Any:
        """Return the type without `ServerSentEvent`, which needs no description."""
        members = get_args(declared) if get_origin(declared) in _UNIONS else (declared,)
        others = tuple(
            member
            for member in members
            if not (is_class(member) and issubclass(member, ServerSentEvent))
        )
        return Union[others] if others else None

    def encoder(self, render: Render) -> Callable[[Any], bytes]:
        def encode(item: Any) -> bytes:
            if ServerSentEvent in type(item).__mro__:  # Pydantic's isinstance() is slow
                return _format(item)
            return b"data: %b\n\n" % render(item)

        return encode

    def describe(self, item: Mapping[str, Any] | None) -> dict[str, Any]:
        data: dict[str, Any] = {"type": "string"}
        schema: dict[str, Any] = {
            "type": "object",
            "properties": {
                "data": data,
                "event": {"type": "string"},
                "id": {"type": "string"},
                "retry": {"type": "integer", "minimum": 0},
            },
        }
        if item is not None:
            data.update({"contentMediaType": "application/json", "contentSchema": dict(item)})
            schema["required"] = ["data"]
        return {"itemSchema": schema}


def _format(event: ServerSentEvent) -> bytes:
    """Return an event as it is sent; a model in it becomes JSON as by `model_dump_json()`."""
    text = event.raw_data
    if isinstance(event.data, BaseModel):
        text = event.data.model_dump_json()
    elif event.data is not None:
        text = render_item(event.data).decode()
    return format_sse_event(
        data_str=text, event=event.event, id=event.id, retry=event.retry, comment=event.comment
    )


class EventSourceResponse(StreamingResponse):
    """Sends what an endpoint yields as server-sent events; name it as the `response_class`."""

    media_type = "text/event-stream"
    stream_format = EventFormat()
