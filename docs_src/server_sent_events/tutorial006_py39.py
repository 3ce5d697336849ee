from collections.abc import AsyncIterable

from etude import Etude
from etude.responses import HTMLResponse
from etude.sse import EventSourceResponse, ServerSentEvent

app = Etude()

PAGE = """<!DOCTYPE html>
<html lang="en">
  <title>Items</title>
  <ul id="items"></ul>
  <script>
    const source = new EventSource("/items/stream");
    source.addEventListener("item", (event) => {
      const line = document.createElement("li");
      line.textContent = JSON.parse(event.data).name;
      document.getElementById("items").append(line);
    });
    source.addEventListener("end", () => source.close());
  </script>
</html>
"""


@app.get("/", response_class=HTMLResponse)
async def read_page():
    return PAGE


@app.get("/items/stream", response_class=EventSourceResponse)
async def stream_items() -> AsyncIterable[ServerSentEvent]:
    for name in ["Lamp", "Chair", "Desk"]:
        yield ServerSentEvent(data={"name": name}, event="item")
    yield ServerSentEvent(raw_data="", event="end")
