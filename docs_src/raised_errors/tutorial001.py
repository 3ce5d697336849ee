from etude import Etude
from pydantic import BaseModel


class Shortage(BaseModel):
    item_id: str
    left: int


class OutOfStock(Exception):
    """Fewer pieces are left than were ordered."""

    status_code = 409
    model = Shortage

    def __init__(self, item_id: str, left: int) -> None:
        self.item_id = item_id
        self.left = left


app = Etude()

stock = {"lamp": 3, "desk": 1}


@app.post("/orders/{item_id}", raises=[OutOfStock])
async def order_item(item_id: str, pieces: int = 1):
    left = stock.get(item_id, 0)
    if left < pieces:
        raise OutOfStock(item_id, left)
    return {"item_id": item_id, "pieces": pieces}
