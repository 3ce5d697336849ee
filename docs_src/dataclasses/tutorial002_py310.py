from dataclasses import dataclass, field

from etude import Etude


@dataclass
class Item:
    name: str
    price: float
    tags: list[str] = field(default_factory=list)
    description: str | None = None
    tax: float | None = None


app = Etude()


@app.get("/items/next", response_model=Item)
async def read_next_item():
    return {
        "name": "Rowing boat",
        "price": 940,
        "description": "Seats two, and a dog",
        "tags": ["outdoor", "wood"],
        "supplier": "not for clients",
    }
