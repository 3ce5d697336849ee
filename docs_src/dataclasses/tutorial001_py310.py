from dataclasses import dataclass

from etude import Etude


@dataclass
class Item:
    name: str
    price: float
    description: str | None = None
    tax: float | None = None


app = Etude()


@app.post("/items/")
async def create_item(item: Item):
    return item
