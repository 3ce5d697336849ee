from datetime import datetime
from typing import Optional

from etude import Etude
from etude.encoders import jsonable_encoder
from etude.responses import JSONResponse
from pydantic import BaseModel

app = Etude()


class Item(BaseModel):
    title: str
    timestamp: datetime
    description: Optional[str] = None


@app.put("/items/{id}")
def update_item(id: str, item: Item):
    content = {"id": id, "item": jsonable_encoder(item)}
    return JSONResponse(content, headers={"X-Stored-By": "catalogue-2"})
