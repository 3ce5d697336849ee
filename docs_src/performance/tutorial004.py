from functools import lru_cache
from typing import List

from etude import Etude, Response
from pydantic import BaseModel, TypeAdapter

app = Etude()


class Item(BaseModel):
    number: int
    name: str


class StockItem(Item):
    supplier: str


@lru_cache(maxsize=None)
def public_items() -> List[Item]:
    return [Item(number=n, name=f"Screw {n}") for n in range(1000)]


@lru_cache(maxsize=None)
def stock_items() -> List[StockItem]:
    return [
        StockItem(number=n, name=f"Screw {n}", supplier="North Mill")
        for n in range(1000)
    ]


@lru_cache(maxsize=None)
def encoded_items() -> bytes:
    return TypeAdapter(List[Item]).dump_json(public_items())


@app.get("/items/model")
async def read_models() -> List[Item]:
    return public_items()


@app.get("/items/filtered", response_model=List[Item])
async def read_filtered():
    return stock_items()


@app.get("/items/bytes")
async def read_bytes():
    return Response(encoded_items(), media_type="application/json")
