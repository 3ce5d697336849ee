from typing import Annotated, Optional

from etude import Etude, Header, HTTPException
from pydantic import BaseModel

TOKEN = "coneofsilence"

items = {
    "lamp": {"id": "lamp", "title": "Desk lamp", "description": "With a linen shade"},
    "chair": {"id": "chair", "title": "Folding chair"},
}

app = Etude()


class Item(BaseModel):
    id: str
    title: str
    description: Optional[str] = None


@app.get("/items/{item_id}", response_model=Item)
async def read_item(item_id: str, x_token: Annotated[str, Header()]):
    if x_token != TOKEN:
        raise HTTPException(status_code=400, detail="Invalid X-Token header")
    if item_id not in items:
        raise HTTPException(status_code=404, detail="Item not found")
    return items[item_id]


@app.post("/items/")
async def create_item(item: Item, x_token: Annotated[str, Header()]) -> Item:
    if x_token != TOKEN:
        raise HTTPException(status_code=400, detail="Invalid X-Token header")
    if item.id in items:
        raise HTTPException(status_code=409, detail="Item already exists")
    items[item.id] = item.model_dump()
    return item
