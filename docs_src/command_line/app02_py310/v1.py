from etude import Etude
from pydantic import BaseModel

app = Etude(title="Shop", version="1.0.0")


class Item(BaseModel):
    name: str
    price: float
    tags: list[str] = []


@app.get("/items/")
def read_items(limit: int = 10) -> list[Item]:
    return [Item(name="Desk", price=120, tags=["oak"])][:limit]


@app.post("/items/")
def create_item(item: Item) -> Item:
    return item


@app.delete("/items/{item_id}")
def delete_item(item_id: int) -> None:
    return None
