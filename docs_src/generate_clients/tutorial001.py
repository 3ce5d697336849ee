from typing import List

from etude import Etude
from pydantic import BaseModel

app = Etude()


class Item(BaseModel):
    name: str
    price: float


class ResponseMessage(BaseModel):
    message: str


@app.post("/items/", response_model=ResponseMessage)
async def create_item(item: Item):
    return {"message": f"{item.name} received"}


@app.get("/items/", response_model=List[Item])
async def get_items():
    return [{"name": "Kettle", "price": 42}, {"name": "Teapot", "price": 18.5}]
