from typing import Annotated

from etude import Etude, Form
from pydantic import BaseModel

app = Etude()


class Address(BaseModel):
    street: str
    city: str


class Line(BaseModel):
    sku: str
    quantity: int = 1


class Order(BaseModel):
    customer: str
    address: Address
    lines: list[Line]


@app.post("/orders/")
async def create_order(order: Annotated[Order, Form()]):
    return order
