from typing import Optional

from etude import Etude
from pydantic import BaseModel

app = Etude()


class Line(BaseModel):
    product: str
    quantity: int = 1


class Order(BaseModel):
    lines: list[Line]
    notes: dict[str, str] = {}
    tags: Optional[set[str]] = None


@app.post("/orders/")
async def create_order(order: Order):
    return {"pieces": sum(line.quantity for line in order.lines), "tags": order.tags}
