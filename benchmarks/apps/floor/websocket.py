"""W11: a websocket that echoes texts."""

from typing import Any, Dict

from benchmarks.apps.floor.messages import Receive, Send


async def app(scope: Dict[str, Any], receive: Receive, send: Send) -> None:
    """Send back every text."""
    await receive()
    if scope["path"] != "/echo":
        await send({"type": "websocket.close", "code": 1000})
        return
    await send({"type": "websocket.accept"})
    while (message := await receive())["type"] == "websocket.receive":
        await send({"type": "websocket.send", "text": message["text"]})
