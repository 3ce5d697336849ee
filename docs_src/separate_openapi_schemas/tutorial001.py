from typing import List, Optional

from etude import Etude
from pydantic import BaseModel, ConfigDict


class Item(BaseModel):
    model_config = ConfigDict(json_schema_serialization_defaults_required=True)

    name: str
    description: Optional[str] = None


app = Etude()


@app.post("/items/")
async def create_item(item: Item):
    return item


@app.get("/items/")
async def read_items() -> List[Item]:
    return [
        Item(name="Lamp", description="With a linen shade"),
        Item(name="Chair"),
    ]
