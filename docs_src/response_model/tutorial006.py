from typing import Optional

from etude import Etude, HTTPException
from pydantic import BaseModel

app = Etude()


class Item(BaseModel):
    name: str
    description: Optional[str] = None
    price: float
    tax: float = 10.5


items = {
    "lamp": {"name": "Lamp", "price": 45.5},
    "chair": {"name": "Chair", "description": "Of oak", "price": 80, "tax": 20.2},
}


def find_item(item_id: str):
    if item_id not in items:
        raise HTTPException(status_code=404, detail="Item not found")
    return items[item_id]


@app.get(
    "/items/{item_id}/name",
    response_model=Item,
    response_model_include=["name", "description"],
)
async def read_item_name(item_id: str):
    return find_item(item_id)


@app.get("/items/{item_id}/public", response_model=Item, response_model_exclude=["tax"])
async def read_item_public(item_id: str):
    return find_item(item_id)
