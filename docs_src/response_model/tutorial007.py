from etude import Etude
from pydantic import BaseModel, Field

app = Etude()


class Item(BaseModel):
    name: str
    price_cents: int = Field(alias="priceCents")


lamp = Item(name="Lamp", priceCents=4550)


@app.get("/items/{item_id}")
async def read_item(item_id: int) -> Item:
    return lamp


@app.get("/items/{item_id}/raw", response_model_by_alias=False)
async def read_raw_item(item_id: int) -> Item:
    return lamp
