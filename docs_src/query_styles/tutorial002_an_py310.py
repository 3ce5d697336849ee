from typing import Annotated

from etude import Etude, Query
from pydantic import BaseModel

app = Etude()


class Price(BaseModel):
    at_least: float = 0
    at_most: float | None = None


class Filter(BaseModel):
    colours: list[str] = []
    price: Price = Price()


@app.get("/items/")
async def read_items(
    wanted: Annotated[Filter | None, Query(alias="filter", style="deepObject")] = None,
):
    return {"filter": wanted}
