from typing import Optional

from etude import Etude
from pydantic import BaseModel

app = Etude()


class Item(BaseModel):
    name: str
    description: Optional[str] = None
    price: float
    tax: Optional[float] = None
    tags: set[str] = set()


@app.post("/items/", summary="Create an item")
async def create_item(item: Item) -> Item:
    """
    Create an item with all the information:

    - **name**: each item must have one
    - **description**: a longer text
    - **price**: without tax
    - **tax**: leave it out if there is none
    - **tags**: each counts once

    \f
    :param item: The checked body.
    """
    return item
