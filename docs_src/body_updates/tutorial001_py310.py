from etude import Etude, HTTPException
from etude.encoders import jsonable_encoder
from pydantic import BaseModel

app = Etude()


class Item(BaseModel):
    name: str | None = None
    description: str | None = None
    price: float | None = None
    tax: float = 10.5
    tags: list[str] = []


items = {
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


@app.get("/items/{item_id}", response_model=Item)
async def read_item(item_id: str):
    if item_id not in items:
        raise HTTPException(status_code=404, detail="Item not found")
    return items[item_id]


@app.put("/items/{item_id}", response_model=Item)
async def update_item(item_id: str, item: Item):
    items[item_id] = jsonable_encoder(item)
    return items[item_id]
