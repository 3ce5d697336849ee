"""W10: server-sent events."""

from typing import AsyncIterator

from litestar import Litestar, get
from litestar.response import ServerSentEvent, ServerSentEventMessage

from benchmarks.apps.contents import COUNT, reading


async def events() -> AsyncIterator[ServerSentEventMessage]:
    """Yield the events."""
    for number in range(COUNT):
        yield ServerSentEventMessage(data=reading(number).model_dump_json(), sep="\n")


async def read_events() -> ServerSentEvent:
    """Send the events."""
    return ServerSentEvent(events())


app = Litestar([get("/events")(read_events)])
