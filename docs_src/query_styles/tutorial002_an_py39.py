from typing import Annotated, Optional

from etude import Etude, Query
from pydantic import BaseModel

app = Etude()


class Price(BaseModel):
    at_least: float = 0
    at_most: Optional[float] = None


class Filter(BaseModel):
    colours: list[str] = []
    price: Price = Price()


@app.get("/items/")
async def read_items(
    wanted: Annotated[
        Optional[Filter], Query(alias="filter", style="deepObject")
    ] = None,
):
    return {"filter": wanted}
