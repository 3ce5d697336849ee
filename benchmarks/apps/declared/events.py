"""W10: server-sent events."""

from typing import AsyncIterator

from benchmarks.apps.contents import COUNT, Reading, reading
from benchmarks.apps.declared.framework import Application, EventSourceResponse

app = Application()


@app.get("/events", response_class=EventSourceResponse)
async def read_events() -> AsyncIterator[Reading]:
    """Yield what the events tell."""
    for number in range(COUNT):
        yield reading(number)
