"""W11: a websocket that echoes texts."""

from blacksheep import Application, WebSocket, WebSocketDisconnectError


async def echo(websocket: WebSocket) -> None:
    """Send back every text."""
    await websocket.accept()
    try:
        while True:
            await websocket.send_text(await websocket.receive_text())
    except WebSocketDisconnectError:
        pass


app = Application()
app.router.add_ws("/echo", echo)
