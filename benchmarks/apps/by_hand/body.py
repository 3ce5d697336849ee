"""W3 and W9: a nested model in, a model with one field less out."""

from pydantic import TypeAdapter, ValidationError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from benchmarks.apps.by_hand.validation import located, unprocessable
from benchmarks.apps.models import Order, PlacedOrder

PLACED_ORDER = TypeAdapter(PlacedOrder)
ORDER = TypeAdapter(Order)


async def place_order(request: Request) -> Response:
    """Return the order without its payment token."""
    try:
        order = PLACED_ORDER.validate_json(await request.body())
    except ValidationError as error:
        return unprocessable(located(error, "body"))
    return Response(ORDER.dump_json(order), media_type="application/json")


app = Starlette(routes=[Route("/orders", place_order, methods=["POST"])])
