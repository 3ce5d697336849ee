"""W3 and W9: a nested model in, a model with one field less out."""

from typing import Any, Dict

from pydantic_core import ValidationError

from benchmarks.apps.floor.messages import Receive, Send, answer, not_found, read_body, refuse
from benchmarks.apps.models import Order, PlacedOrder

VALIDATOR = PlacedOrder.__pydantic_validator__
SERIALIZER = Order.__pydantic_serializer__


async def app(scope: Dict[str, Any], receive: Receive, send: Send) -> None:
    """Return the order without its payment token."""
    if scope["path"] != "/orders" or scope["method"] != "POST":
        await not_found(send)
        return
    try:
        order = VALIDATOR.validate_json(await read_body(receive))
    except ValidationError as error:
        await refuse(send, error, {}, "body")
        return
    await answer(send, SERIALIZER.to_json(order))
