from __future__ import annotations

from typing import List

from etude import Etude
from pydantic import BaseModel

app = Etude()


class Item(BaseModel):
    name: str
    tags: List[str] = []

    def tagged(self, tag: str) -> Item:
        return Item(name=self.name, tags=[*self.tags, tag])


@app.post("/items/")
async def create_item(item: Item) -> Item:
    return item.tagged("new")
