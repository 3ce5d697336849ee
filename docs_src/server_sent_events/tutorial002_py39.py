from collections.abc import AsyncIterable

from etude import Etude
from etude.sse import EventSourceResponse, ServerSentEvent
from pydantic import BaseModel

app = Etude()


class Item(BaseModel):
    name: str
    price: float


items = [Item(name="Lamp", price=45.5), Item(name="Chair", price=80.0)]


@app.get("/items/stream", response_class=EventSourceResponse)
async def stream_items() -> AsyncIterable[ServerSentEvent]:
    yield ServerSentEvent(comment="prices in euros", retry=5000)
    for number, item in enumerate(items, start=1):
        yield ServerSentEvent(data=item, event="price", id=str(number))
