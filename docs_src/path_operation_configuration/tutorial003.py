from typing import Optional, Set

from etude import Etude
from pydantic import BaseModel

app = Etude()


class Item(BaseModel):
    name: str
    description: Optional[str] = None
    price: float
    tax: Optional[float] = None
    tags: Set[str] = set()


@app.post(
    "/items/",
    summary="Put an item into the catalogue",
    description="The item needs a name and a price; everything else may be left out.",
)
async def create_item(item: Item) -> Item:
    return item
