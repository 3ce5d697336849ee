from typing import List, Optional

from etude import Etude, HTTPException
from etude.encoders import jsonable_encoder
from pydantic import BaseModel

app = Etude()


class Item(BaseModel):
    name: Optional[str] = None
    description: Optional[str] = None
    price: Optional[float] = None
    tax: float = 10.5
    tags: List[str] = []


items: dict = {
    "lamp": {"name": "Lamp", "price": 45.5},
    "chair": {"name": "Chair", "description": "Of oak", "price": 80, "tax": 20.2},
    "desk": {
        "name": "Desk",
        "description": None,
        "price": 120,
        "tax": 10.5,
        "tags": [],
    },
}


def find_item(item_id: str):
    if item_id not in items:
        raise HTTPException(status_code=404, detail="Item not found")
    return items[item_id]


@app.get("/items/{item_id}", response_model=Item)
async def read_item(item_id: str):
    return find_item(item_id)


@app.patch("/items/{item_id}")
async def update_item(item_id: str, item: Item) -> Item:
    stored = Item(**find_item(item_id))
    changes = item.model_dump(exclude_unset=True)
    updated = stored.model_copy(update=changes)
    items[item_id] = jsonable_encoder(updated)
    return updated
