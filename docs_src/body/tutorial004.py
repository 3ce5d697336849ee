from typing import Optional

from etude import Etude
from pydantic import BaseModel


class Item(BaseModel):
    name: str
    description: Optional[str] = None
    price: float
    tax: Optional[float] = None


app = Etude()


@app.put("/items/{item_id}")
async def update_item(item_id: int, item: Item, q: Optional[str] = None):
    answer = {"item_id": item_id, **item.model_dump()}
    if q is not None:
        answer["q"] = q
    return answer
