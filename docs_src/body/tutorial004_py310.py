from etude import Etude
from pydantic import BaseModel


class Item(BaseModel):
    name: str
    description: str | None = None
    price: float
    tax: float | None = None


app = Etude()


@app.put("/items/{item_id}")
async def update_item(item_id: int, item: Item, q: str | None = None):
    answer = {"item_id": item_id, **item.model_dump()}
    if q is not None:
        answer["q"] = q
    return answer
