"""W10: server-sent events."""

from typing import AsyncIterator

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import StreamingResponse
from starlette.routing import Route

from benchmarks.apps.contents import COUNT, reading


async def written_events() -> AsyncIterator[str]:
    """Yield the events as they are sent."""
    for number in range(COUNT):
        yield f"data: {reading(number).model_dump_json()}\n\n"


async def read_events(_request: Request) -> StreamingResponse:
    """Send the events."""
    headers = {"cache-control": "no-cache"}
    return StreamingResponse(written_events(), media_type="text/event-stream", headers=headers)


app = Starlette(routes=[Route("/events", read_events)])
