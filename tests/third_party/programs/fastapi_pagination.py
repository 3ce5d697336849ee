"""Pages by number and by offset, `add_pagination`, a page as a response model, its document."""

from fastapi import FastAPI
from fastapi_pagination import LimitOffsetPage, Page, add_pagination, paginate
from pydantic import BaseModel

from asking import ask, parameters

app = FastAPI()


class Item(BaseModel):
    name: str


ITEMS = [Item(name=f"item {number}") for number in range(7)]


@app.get("/items", response_model=Page[Item])
async def read_items():
    return paginate(ITEMS)


@app.get("/rows")
async def read_rows() -> LimitOffsetPage[Item]:
    return paginate(ITEMS)


add_pagination(app)


def answers():
    requests = ("GET /items?page=2&size=3", "GET /items?size=0", "GET /rows?limit=2&offset=5")
    return [ask(app, *requests), parameters(app), sorted(app.openapi()["components"]["schemas"])]
