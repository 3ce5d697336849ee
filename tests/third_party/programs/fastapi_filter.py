"""Filters as dependencies: nested, with prefixes, ordering, and their errors; the document."""

from typing import Optional

from fastapi import FastAPI
from fastapi_filter import FilterDepends, with_prefix
from fastapi_filter.contrib.sqlalchemy import Filter
from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from asking import ask, parameters


class Base(DeclarativeBase):
    pass


class Shop(Base):
    __tablename__ = "shop"
    id: Mapped[int] = mapped_column(primary_key=True)
    city: Mapped[str]


class Item(Base):
    __tablename__ = "item"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    price: Mapped[int]


class ShopFilter(Filter):
    city: Optional[str] = None

    class Constants(Filter.Constants):
        model = Shop


class ItemFilter(Filter):
    name__in: Optional[list[str]] = None
    price__gte: Optional[int] = None
    shop: Optional[ShopFilter] = FilterDepends(with_prefix("shop", ShopFilter))
    order_by: list[str] = ["name"]

    class Constants(Filter.Constants):
        model = Item


class Query(BaseModel):
    sql: str


app = FastAPI()


@app.get("/items")
async def read_items(wanted: ItemFilter = FilterDepends(ItemFilter)) -> Query:
    query = wanted.sort(wanted.filter(select(Item)))
    return Query(sql=str(query.compile(compile_kwargs={"literal_binds": True})))


def answers():
    requests = (
        "GET /items?name__in=lamp,desk&price__gte=3&order_by=-price",
        "GET /items?price__gte=x",
        "GET /items?order_by=unknown",
        "GET /items?shop__city=Basel",
    )
    return [ask(app, *requests), parameters(app)]
