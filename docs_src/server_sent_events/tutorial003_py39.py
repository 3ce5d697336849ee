from collections.abc import AsyncIterable

from etude import Etude
from etude.sse import EventSourceResponse, ServerSentEvent

app = Etude()

log = [
    "08:14:02 pump 1 started",
    "08:14:09 pressure 2.1 bar",
    "08:15:30 pump 1 failed:\nno water at the inlet",
]


@app.get("/logs/stream", response_class=EventSourceResponse)
async def stream_logs() -> AsyncIterable[ServerSentEvent]:
    for entry in log:
        yield ServerSentEvent(raw_data=entry)
