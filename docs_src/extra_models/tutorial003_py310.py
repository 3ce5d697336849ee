from etude import Etude, HTTPException
from pydantic import BaseModel

app = Etude()


class BaseItem(BaseModel):
    description: str
    type: str


class CarItem(BaseItem):
    type: str = "car"


class PlaneItem(BaseItem):
    type: str = "plane"
    size: int


items = {
    "van": {"description": "For six people and a dog", "type": "car"},
    "glider": {"description": "Flies without noise", "type": "plane", "size": 15},
}


@app.get("/items/{item_id}", response_model=PlaneItem | CarItem)
async def read_item(item_id: str):
    if item_id not in items:
        raise HTTPException(status_code=404, detail="Item not found")
    return items[item_id]
