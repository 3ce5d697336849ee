"""W6: a function that runs in a thread."""

import asyncio
from typing import Any, Dict

from pydantic_core import to_json

from benchmarks.apps.floor.messages import Receive, Send, answer, not_found


def hello() -> Dict[str, str]:
    """Greet."""
    return {"message": "Hello World"}


async def app(scope: Dict[str, Any], _receive: Receive, send: Send) -> None:
    """Greet from a thread."""
    if scope["path"] != "/" or scope["method"] != "GET":
        await not_found(send)
        return
    content = await asyncio.get_running_loop().run_in_executor(None, hello)
    await answer(send, to_json(content))
