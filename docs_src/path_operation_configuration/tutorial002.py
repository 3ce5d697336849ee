from typing import Optional, Set

from etude import Etude
from pydantic import BaseModel

app = Etude()


class Item(BaseModel):
    name: str
    description: Optional[str] = None
    price: float
    tax: Optional[float] = None
    tags: Set[str] = set()


@app.post("/items/", tags=["items"])
async def create_item(item: Item) -> Item:
    return item


@app.get("/items/", tags=["items"])
async def read_items():
    return [{"name": "Lamp", "price": 45.5}]


@app.get("/users/", tags=["users"])
async def read_users():
    return [{"username": "mila"}]
