from typing import Dict, List, Optional, Set

from etude import Etude
from pydantic import BaseModel

app = Etude()


class Line(BaseModel):
    product: str
    quantity: int = 1


class Order(BaseModel):
    lines: List[Line]
    notes: Dict[str, str] = {}
    tags: Optional[Set[str]] = None


@app.post("/orders/")
async def create_order(order: Order):
    return {"pieces": sum(line.quantity for line in order.lines), "tags": order.tags}
