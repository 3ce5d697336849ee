"""The models that all subjects share."""

from datetime import datetime
from typing import List

from pydantic import BaseModel, Field
from typing_extensions import Annotated, Literal


class Line(BaseModel):
    """A line of an order."""

    sku: Annotated[str, Field(min_length=3, max_length=20)]
    title: str
    quantity: Annotated[int, Field(ge=1, le=999)]
    unit_price: Annotated[float, Field(gt=0)]
    is_gift: bool = False


class Order(BaseModel):
    """An order as it is shown."""

    number: int
    customer: Annotated[str, Field(min_length=1, max_length=80)]
    email: str
    placed_at: datetime
    currency: Literal["EUR", "GBP", "USD"]
    priority: Annotated[int, Field(ge=1, le=5)]
    note: str = ""
    tags: List[str]
    lines: List[Line]


class PlacedOrder(Order):
    """An order as it is placed: with a token that never leaves again."""

    payment_token: str
