from etude import Etude
from pydantic import BaseModel, ConfigDict


class Item(BaseModel):
    model_config = ConfigDict(json_schema_serialization_defaults_required=True)

    name: str
    description: str | None = None


app = Etude(separate_input_output_schemas=False)


@app.post("/items/")
async def create_item(item: Item):
    return item


@app.get("/items/")
async def read_items() -> list[Item]:
    return [
        Item(name="Lamp", description="With a linen shade"),
        Item(name="Chair"),
    ]
