"""A container's objects in endpoints, one for each request; its route class."""

from typing import Iterable

from dishka import Provider, Scope, make_async_container, provide
from dishka.integrations.fastapi import DishkaRoute, FromDishka, inject, setup_dishka
from fastapi import APIRouter, FastAPI

from asking import ask, parameters

CLOSED = []


class Stock:
    def count(self, name: str) -> int:
        return len(name)


class Warehouse(Provider):
    @provide(scope=Scope.REQUEST)
    def stock(self) -> Iterable[Stock]:
        yield Stock()
        CLOSED.append("stock")


app = FastAPI()
router = APIRouter(route_class=DishkaRoute)


@app.get("/stock/{name}")
@inject
async def read_stock(name: str, stock: FromDishka[Stock], least: int = 0):
    return {"name": name, "count": max(least, stock.count(name))}


@router.get("/closed")
async def read_closed(stock: FromDishka[Stock]):
    return CLOSED


app.include_router(router)
setup_dishka(make_async_container(Warehouse()), app)


def answers():
    asked = ask(app, "GET /stock/lamp", "GET /stock/lamp?least=many", "GET /closed")
    return [asked, parameters(app)]
