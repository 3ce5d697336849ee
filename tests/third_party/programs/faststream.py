"""A broker's router in an application: subscribers with dependencies, publishing from endpoints."""

import asyncio

from fastapi import Depends, FastAPI
from faststream.nats import TestNatsBroker
from faststream.nats.fastapi import NatsRouter
from pydantic import BaseModel

router = NatsRouter()
HEARD = []


class Order(BaseModel):
    item: str
    count: int = 1


def get_shop():
    HEARD.append("open")
    yield "corner shop"
    HEARD.append("closed")


@router.subscriber("orders")
@router.publisher("confirmed")
async def handle(order: Order, shop: str = Depends(get_shop)):
    HEARD.append([shop, order.item, order.count])
    return order.item


@router.subscriber("confirmed")
async def confirm(item: str):
    HEARD.append(item)


@router.post("/orders")
async def create_order(order: Order):
    await router.broker.publish(order, "orders")
    return "sent"


app = FastAPI()
app.include_router(router)


async def talk():
    async with TestNatsBroker(router.broker) as broker:
        await broker.publish({"item": "lamp", "count": "2"}, "orders")
        try:
            await broker.publish({"count": 2}, "orders")
        except Exception as error:
            HEARD.append(type(error).__name__)


def answers():
    asyncio.run(talk())
    return [HEARD, sorted(app.openapi()["paths"])]
