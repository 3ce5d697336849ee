from typing import Optional

from etude import Etude
from pydantic import BaseModel

app = Etude(title="Shop", version="2.0.0")


class Item(BaseModel):
    name: str
    price: int
    tags: list[str] = []
    note: Optional[str] = None


@app.get("/items/")
def read_items(shop: str, limit: int = 10) -> list[Item]:
    return [Item(name=f"Desk of {shop}", price=120, tags=["oak"])][:limit]


@app.post("/items/")
def create_item(item: Item) -> Item:
    return item


@app.get("/items/{name}")
def read_item(name: str) -> Item:
    return Item(name=name, price=120)
