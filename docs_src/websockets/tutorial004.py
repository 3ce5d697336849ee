from typing import Any

from etude import Etude, WebSocket
from starlette.endpoints import WebSocketEndpoint

app = Etude()

open_connections: set = set()


@app.websocket_route("/ws")
class Counter(WebSocketEndpoint):
    encoding = "json"

    async def on_connect(self, websocket: WebSocket) -> None:
        self.total = 0
        open_connections.add(self)
        await websocket.accept()

    async def on_receive(self, websocket: WebSocket, data: Any) -> None:
        self.total += data["add"]
        await websocket.send_json({"total": self.total, "open": len(open_connections)})

    async def on_disconnect(self, websocket: WebSocket, close_code: int) -> None:
        open_connections.discard(self)
