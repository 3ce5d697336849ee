from typing import Annotated

from etude import (
    Cookie,
    Depends,
    Etude,
    Query,
    WebSocket,
    WebSocketException,
    status,
)
from etude.responses import HTMLResponse

app = Etude()

PAGE = """
<!doctype html>
<html lang="en">
  <title>Items</title>
  <form id="connect">
    <label>Item <input id="item" value="lamp"></label>
    <label>Token <input id="token" value="some-token"></label>
    <button>Connect</button>
  </form>
  <form id="say">
    <input id="text" autocomplete="off">
    <button>Send</button>
  </form>
  <pre id="answers"></pre>
  <script>
    let socket;
    const value = (id) => encodeURIComponent(document.getElementById(id).value);
    const show = (text) => document.getElementById("answers").append(`${text}\\n`);
    document.getElementById("connect").onsubmit = (event) => {
      event.preventDefault();
      const path = `/items/${value("item")}/ws?token=${value("token")}`;
      socket = new WebSocket(`ws://${location.host}${path}`);
      socket.onmessage = (event) => show(event.data);
      socket.onclose = (event) => show(`Closed with code ${event.code}`);
    };
    document.getElementById("say").onsubmit = (event) => {
      event.preventDefault();
      socket.send(document.getElementById("text").value);
    };
  </script>
</html>
"""


@app.get("/", response_class=HTMLResponse)
async def read_page():
    return PAGE


async def get_cookie_or_token(
    websocket: WebSocket,
    session: Annotated[str | None, Cookie()] = None,
    token: Annotated[str | None, Query()] = None,
):
    if session is None and token is None:
        raise WebSocketException(
            code=status.WS_1008_POLICY_VIOLATION, reason="Send a session or a token"
        )
    return session or token


@app.websocket("/items/{item_id}/ws")
async def discuss_item(
    *,
    websocket: WebSocket,
    item_id: str,
    q: int | None = None,
    cookie_or_token: Annotated[str, Depends(get_cookie_or_token)],
):
    await websocket.accept()
    async for data in websocket.iter_text():
        await websocket.send_text(f"Session or token: {cookie_or_token}")
        await websocket.send_text(f"Query parameter q: {q}")
        await websocket.send_text(f"Message about {item_id}: {data}")
