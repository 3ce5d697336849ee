from typing import Optional

from etude import Body, Etude
from pydantic import BaseModel
from typing_extensions import Annotated

app = Etude()


class Item(BaseModel):
    name: str
    description: Optional[str] = None
    price: float
    tax: Optional[float] = None


class User(BaseModel):
    username: str
    full_name: Optional[str] = None


@app.put("/items/{item_id}")
async def update_item(
    item_id: int,
    item: Item,
    user: User,
    importance: Annotated[int, Body(gt=0)],
    q: Optional[str] = None,
):
    answer = {"item_id": item_id, "item": item, "user": user, "importance": importance}
    if q is not None:
        answer["q"] = q
    return answer
