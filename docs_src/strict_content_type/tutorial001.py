from etude import Etude
from pydantic import BaseModel

app = Etude(strict_content_type=False)


class Item(BaseModel):
    name: str
    price: float


@app.post("/items/")
async def create_item(item: Item):
    return item
