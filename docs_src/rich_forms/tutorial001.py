from typing import List

from etude import Etude, UploadFile
from pydantic import BaseModel

app = Etude()


class Item(BaseModel):
    name: str
    price: float
    tags: List[str] = []


@app.post("/items/")
async def create_item(item: Item, photo: UploadFile):
    return {"name": item.name, "tags": item.tags, "photo": photo.filename}
