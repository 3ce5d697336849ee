"""W11: a websocket that echoes texts."""

from benchmarks.apps.declared.framework import Application, WebSocket

app = Application()


@app.websocket("/echo")
async def echo(websocket: WebSocket) -> None:
    """Send back every text."""
    await websocket.accept()
    async for text in websocket.iter_text():
        await websocket.send_text(text)
