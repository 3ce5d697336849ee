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
    response_description="The item as it is stored",
)
async def create_item(item: Item) -> Item:
    return item
