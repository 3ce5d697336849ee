from functools import cache

from etude import Etude, Response
from pydantic import BaseModel, TypeAdapter

app = Etude()


class Item(BaseModel):
    number: int
    name: str


class StockItem(Item):
    supplier: str


@cache
def public_items() -> list[Item]:
    return [Item(number=n, name=f"Screw {n}") for n in range(1000)]


@cache
def stock_items() -> list[StockItem]:
    return [
        StockItem(number=n, name=f"Screw {n}", supplier="North Mill")
        for n in range(1000)
    ]


@cache
def encoded_items() -> bytes:
    return TypeAdapter(list[Item]).dump_json(public_items())


@app.get("/items/model")
async def read_models() -> list[Item]:
    return public_items()


@app.get("/items/filtered", response_model=list[Item])
async def read_filtered():
    return stock_items()


@app.get("/items/bytes")
async def read_bytes():
    return Response(encoded_items(), media_type="application/json")
