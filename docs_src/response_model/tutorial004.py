from typing import List, Optional

from etude import Etude, HTTPException
from pydantic import BaseModel

app = Etude()


class Item(BaseModel):
    name: str
    description: Optional[str] = None
    price: float
    tax: float = 10.5
    tags: List[str] = []


items = {
    "foo": {"name": "Lamp", "price": 45.5},
    "bar": {"name": "Chair", "description": "Of oak", "price": 80, "tax": 20.2},
    "baz": {
        "name": "Desk",
        "description": None,
        "price": 120,
        "tax": 10.5,
        "tags": [],
    },
}


@app.get("/items/{item_id}", response_model=Item, response_model_exclude_unset=True)
async def read_item(item_id: str):
    if item_id not in items:
        raise HTTPException(status_code=404, detail="Item not found")
    return items[item_id]
