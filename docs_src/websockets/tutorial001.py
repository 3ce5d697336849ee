from etude import Etude, WebSocket
from etude.responses import HTMLResponse

app = Etude()

PAGE = """
<!doctype html>
<html lang="en">
  <title>Echo</title>
  <h1>Echo</h1>
  <form id="form">
    <input id="text" autocomplete="off">
    <button>Send</button>
  </form>
  <ul id="answers"></ul>
  <script>
    const socket = new WebSocket(`ws://${location.host}/ws`);
    const show = (text) => {
      const line = document.createElement("li");
      line.textContent = text;
      document.getElementById("answers").append(line);
    };
    socket.onmessage = (event) => show(event.data);
    socket.onclose = (event) => show(`Closed with code ${event.code}`);
    document.getElementById("form").onsubmit = (event) => {
      event.preventDefault();
      const input = document.getElementById("text");
      socket.send(input.value);
      input.value = "";
    };
  </script>
</html>
"""


@app.get("/", response_class=HTMLResponse)
async def read_page():
    return PAGE


@app.websocket("/ws")
async def echo(websocket: WebSocket):
    await websocket.accept()
    async for data in websocket.iter_text():
        await websocket.send_text(f"Message text was: {data}")
