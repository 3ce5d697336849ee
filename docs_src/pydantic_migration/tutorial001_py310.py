from etude import Etude
from pydantic import BaseModel, ConfigDict, Field

app = Etude()


class Item(BaseModel):
    # Pydantic 1:
    # class Config:
    #     anystr_strip_whitespace = True
    #     allow_population_by_field_name = True
    #     schema_extra = {"example": {"articleName": "Lamp"}}
    model_config = ConfigDict(
        str_strip_whitespace=True,
        populate_by_name=True,
        json_schema_extra={"example": {"articleName": "Lamp"}},
    )

    name: str = Field(alias="articleName")
    description: str | None = None


@app.post("/items/")
async def create_item(item: Item):
    return item
