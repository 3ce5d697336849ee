from typing import Optional

from etude import Etude
from pydantic import BaseModel, Field

app = Etude()


class Item(BaseModel):
    name: str = Field(examples=["Desk lamp"])
    description: Optional[str] = Field(
        default=None, examples=["Turns in every direction"]
    )
    price: float = Field(examples=[45.5])
    tax: Optional[float] = Field(default=None, examples=[7.3])


@app.put("/items/{item_id}")
async def update_item(item_id: int, item: Item):
    return {"item_id": item_id, "item": item}
