from typing import Annotated

from etude import Body, Etude
from pydantic import BaseModel

app = Etude()


class Item(BaseModel):
    name: str
    description: str | None = None
    price: float
    tax: float | None = None


@app.put("/items/{item_id}")
async def update_item(
    item_id: int,
    item: Annotated[
        Item,
        Body(
            examples=[
                {
                    "name": "Desk lamp",
                    "description": "Turns in every direction",
                    "price": 45.5,
                    "tax": 7.3,
                }
            ],
        ),
    ],
):
    return {"item_id": item_id, "item": item}
