from collections.abc import AsyncIterable, Iterable
from typing import Optional

from etude import Etude
from etude.sse import EventSourceResponse
from pydantic import BaseModel

app = Etude()


class Item(BaseModel):
    name: str
    description: Optional[str]


items = [
    Item(name="Lamp", description="With a linen shade"),
    Item(name="Chair", description=None),
    Item(name="Desk", description="Three drawers"),
]


@app.get("/items/stream", response_class=EventSourceResponse)
async def stream_items() -> AsyncIterable[Item]:
    for item in items:
        yield item


@app.get("/items/stream-no-async", response_class=EventSourceResponse)
def stream_items_no_async() -> Iterable[Item]:
    yield from items


@app.get("/items/stream-no-annotation", response_class=EventSourceResponse)
async def stream_items_no_annotation():
    for item in items:
        yield item


@app.get("/items/stream-no-async-no-annotation", response_class=EventSourceResponse)
def stream_items_no_async_no_annotation():
    yield from items
