from typing import Optional

from etude import Etude, Path
from pydantic import BaseModel

app = Etude()


class Item(BaseModel):
    name: str
    description: Optional[str] = None
    price: float
    tax: Optional[float] = None


@app.put("/items/{item_id}")
async def update_item(
    item_id: int = Path(title="The number on the shelf label", ge=0, le=1000),
    q: Optional[str] = None,
    item: Optional[Item] = None,
):
    answer: dict = {"item_id": item_id}
    if q is not None:
        answer["q"] = q
    if item is not None:
        answer["item"] = item
    return answer
