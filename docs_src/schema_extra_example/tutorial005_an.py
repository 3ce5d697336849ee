from typing import Optional

from etude import Body, Etude
from pydantic import BaseModel
from typing_extensions import Annotated

app = Etude()


class Item(BaseModel):
    name: str
    description: Optional[str] = None
    price: float
    tax: Optional[float] = None


@app.put("/items/{item_id}")
async def update_item(
    item_id: int,
    item: Annotated[
        Item,
        Body(
            openapi_examples={
                "normal": {
                    "summary": "A whole item",
                    "description": "An item with **all** of its fields.",
                    "value": {
                        "name": "Desk lamp",
                        "description": "Turns in every direction",
                        "price": 45.5,
                        "tax": 7.3,
                    },
                },
                "converted": {
                    "summary": "A price that is text",
                    "description": "Text that is a number becomes a number.",
                    "value": {"name": "Desk lamp", "price": "45.5"},
                },
                "invalid": {
                    "summary": "A price that is refused",
                    "description": "Any other text gives status 422.",
                    "value": {"name": "Desk lamp", "price": "forty-five"},
                },
            },
        ),
    ],
):
    return {"item_id": item_id, "item": item}
