from etude import Etude
from pydantic import BaseModel

app = Etude()


class Item(BaseModel):
    name: str
    description: str | None = None
    tax: float = 10.5


lamp = Item(name="Lamp", description=None, tax=10.5)


@app.get("/items/{item_id}/no-none", response_model_exclude_none=True)
async def read_item_without_none(item_id: int) -> Item:
    return lamp


@app.get("/items/{item_id}/no-defaults", response_model_exclude_defaults=True)
async def read_item_without_defaults(item_id: int) -> Item:
    return lamp
