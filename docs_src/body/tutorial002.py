from typing import Optional

from etude import Etude
from pydantic import BaseModel


class Item(BaseModel):
    name: str
    description: Optional[str] = None
    price: float
    tax: Optional[float] = None


app = Etude()


@app.post("/items/")
async def create_item(item: Item):
    answer = item.model_dump()
    if item.tax is not None:
        answer["price_with_tax"] = item.price + item.tax
    return answer
