from typing import AsyncIterable, Optional

from etude import Etude, Header
from etude.sse import EventSourceResponse, ServerSentEvent
from pydantic import BaseModel

app = Etude()


class Item(BaseModel):
    name: str
    price: float


items = [
    Item(name="Lamp", price=45.5),
    Item(name="Chair", price=80.0),
    Item(name="Desk", price=120.0),
]


@app.get("/items/stream", response_class=EventSourceResponse)
async def stream_items(
    last_event_id: Optional[int] = Header(default=None),
) -> AsyncIterable[ServerSentEvent]:
    for number, item in enumerate(items, start=1):
        if last_event_id is None or number > last_event_id:
            yield ServerSentEvent(data=item, id=str(number))
