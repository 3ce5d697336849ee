"""W11: a websocket that echoes texts."""

from typing import Any

from litestar import Litestar, WebSocket, websocket
from litestar.exceptions import WebSocketDisconnect


async def echo(socket: "WebSocket[Any, Any, Any]") -> None:
    """Send back every text."""
    await socket.accept()
    try:
        while True:
            await socket.send_text(await socket.receive_text())
    except WebSocketDisconnect:
        pass


app = Litestar([websocket("/echo")(echo)])
