from typing import Annotated

from etude import Etude, Path
from pydantic import BaseModel

app = Etude()


class Item(BaseModel):
    name: str
    description: str | None = None
    price: float
    tax: float | None = None


@app.put("/items/{item_id}")
async def update_item(
    item_id: Annotated[int, Path(title="The number on the shelf label", ge=0, le=1000)],
    q: str | None = None,
    item: Item | None = None,
):
    answer: dict = {"item_id": item_id}
    if q is not None:
        answer["q"] = q
    if item is not None:
        answer["item"] = item
    return answer
