from etude import Etude
from pydantic.v1 import BaseModel

app = Etude()


class Item(BaseModel):
    name: str


@app.post("/items/")
async def create_item(item: Item):
    return item
