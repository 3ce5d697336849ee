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
    wanted: Filter | None = Query(default=None, alias="filter", style="deepObject"),
):
    return {"filter": wanted}
