from typing import Optional

from etude import Etude, HTTPException
from pydantic import BaseModel, ConfigDict

app = Etude()


class Row:
    def __init__(self, name: str, shelf: Optional[str]):
        self.name = name
        self.shelf = shelf


class Item(BaseModel):
    # Pydantic 1:
    # class Config:
    #     orm_mode = True
    model_config = ConfigDict(from_attributes=True)

    name: str
    shelf: Optional[str] = None


rows = {1: Row("Lamp", "A4"), 2: Row("Chair", None)}


@app.get("/items/{item_id}")
async def read_item(item_id: int):
    if item_id not in rows:
        raise HTTPException(404, "Item not found")
    # Pydantic 1: Item.from_orm(rows[item_id])
    return Item.model_validate(rows[item_id])
