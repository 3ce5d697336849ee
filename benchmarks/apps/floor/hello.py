"""W1: the smallest answer."""

from typing import Any, Dict

from pydantic_core import to_json

from benchmarks.apps.floor.messages import Receive, Send, answer, not_found


async def app(scope: Dict[str, Any], _receive: Receive, send: Send) -> None:
    """Greet."""
    if scope["path"] != "/" or scope["method"] != "GET":
        await not_found(send)
        return
    await answer(send, to_json({"message": "Hello World"}))
