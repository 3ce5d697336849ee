from datetime import datetime
from typing import Optional

from etude import Etude
from etude.encoders import jsonable_encoder
from pydantic import BaseModel

app = Etude()

store: dict = {}


class Item(BaseModel):
    title: str
    timestamp: datetime
    description: Optional[str] = None


@app.put("/items/{id}")
def update_item(id: str, item: Item):
    store[id] = jsonable_encoder(item)
