"""W10: server-sent events."""

from typing import Any, Dict

from benchmarks.apps.contents import COUNT, Reading, reading
from benchmarks.apps.floor.messages import Receive, Send, not_found

SERIALIZER = Reading.__pydantic_serializer__
HEADERS = [(b"content-type", b"text/event-stream"), (b"cache-control", b"no-cache")]


async def app(scope: Dict[str, Any], _receive: Receive, send: Send) -> None:
    """Send the events."""
    if scope["path"] != "/events" or scope["method"] != "GET":
        await not_found(send)
        return
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    for number in range(COUNT):
        body = b"data: %b\n\n" % SERIALIZER.to_json(reading(number))
        await send({"type": "http.response.body", "body": body, "more_body": True})
    await send({"type": "http.response.body", "body": b""})
