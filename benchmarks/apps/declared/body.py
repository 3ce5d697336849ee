"""W3 and W9: a nested model in, a model with one field less out."""

from benchmarks.apps.declared.framework import Application
from benchmarks.apps.models import Order, PlacedOrder

app = Application()


@app.post("/orders")
async def place_order(order: PlacedOrder) -> Order:
    """Return the order without its payment token."""
    return order
