from etude import Etude
from pydantic import BaseModel, ConfigDict, Field

app = Etude()


class Item(BaseModel):
    model_config = ConfigDict(populate_by_name=True)

    name: str
    price_cents: int = Field(alias="priceCents")


lamp = Item(name="Lamp", price_cents=4550)


@app.get("/items/{item_id}")
async def read_item(item_id: int) -> Item:
    return lamp


@app.get("/items/{item_id}/raw", response_model_by_alias=False)
async def read_raw_item(item_id: int) -> Item:
    return lamp
