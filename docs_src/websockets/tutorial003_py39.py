from etude import Etude, WebSocket, WebSocketDisconnect
from etude.responses import HTMLResponse

app = Etude()

PAGE = """
<!doctype html>
<html lang="en">
  <title>Chat</title>
  <h1>You are client #<span id="me"></span></h1>
  <form id="form">
    <input id="text" autocomplete="off">
    <button>Send</button>
  </form>
  <ul id="lines"></ul>
  <script>
    const me = Date.now();
    document.getElementById("me").textContent = me;
    const socket = new WebSocket(`ws://${location.host}/ws/${me}`);
    socket.onmessage = (event) => {
      const line = document.createElement("li");
      line.textContent = event.data;
      document.getElementById("lines").append(line);
    };
    document.getElementById("form").onsubmit = (event) => {
      event.preventDefault();
      const input = document.getElementById("text");
      socket.send(input.value);
      input.value = "";
    };
  </script>
</html>
"""


class ConnectionManager:
    def __init__(self) -> None:
        self.connections: list[WebSocket] = []

    async def connect(self, websocket: WebSocket):
        await websocket.accept()
        self.connections.append(websocket)

    def disconnect(self, websocket: WebSocket):
        self.connections.remove(websocket)

    async def broadcast(self, message: str):
        for connection in list(self.connections):
            await connection.send_text(message)


manager = ConnectionManager()


@app.get("/", response_class=HTMLResponse)
async def read_page():
    return PAGE


@app.websocket("/ws/{client_id}")
async def chat(websocket: WebSocket, client_id: int):
    await manager.connect(websocket)
    try:
        while True:
            data = await websocket.receive_text()
            await websocket.send_text(f"You wrote: {data}")
            await manager.broadcast(f"Client #{client_id} says: {data}")
    except WebSocketDisconnect:
        manager.disconnect(websocket)
        await manager.broadcast(f"Client #{client_id} left the chat")
