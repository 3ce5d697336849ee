"""W10: server-sent events."""

from typing import AsyncIterator

from blacksheep import Application
from blacksheep.server.sse import ServerSentEvent, TextServerSentEvent

from benchmarks.apps.contents import COUNT, reading


async def read_events() -> AsyncIterator[ServerSentEvent]:
    """Yield the events."""
    for number in range(COUNT):
        yield TextServerSentEvent(reading(number).model_dump_json())


app = Application()
app.router.add_get("/events", read_events)
