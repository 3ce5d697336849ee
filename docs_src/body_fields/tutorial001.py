from typing import Optional

from etude import Body, Etude
from pydantic import BaseModel, Field

app = Etude()


class Item(BaseModel):
    name: str
    description: Optional[str] = Field(
        default=None, title="What buyers should know", max_length=300
    )
    price: float = Field(gt=0, description="In euros, with tax; more than zero")
    tax: Optional[float] = None


@app.put("/items/{item_id}")
async def update_item(item_id: int, item: Item = Body(embed=True)):
    return {"item_id": item_id, "item": item}
