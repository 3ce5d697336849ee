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


@app.post("/items/", summary="Put an item into the catalogue")
async def create_item(item: Item) -> Item:
    """
    Create an item with all that is known of it:

    - **name**: what it is called
    - **description**: what buyers should know
    - **price**: in euros, required
    - **tax**: leave it out where there is none
    - **tags**: words to find it by, each once
    """
    return item
