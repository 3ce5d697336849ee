from dataclasses import dataclass
from typing import Optional

from etude import Etude


@dataclass
class Item:
    name: str
    price: float
    description: Optional[str] = None
    tax: Optional[float] = None


app = Etude()


@app.post("/items/")
async def create_item(item: Item):
    return item
