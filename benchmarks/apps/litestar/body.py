"""W3: a nested model in, one field less out."""

from litestar import Litestar, post
from litestar.dto import DTOConfig
from litestar.plugins.pydantic import PydanticDTO
from typing_extensions import Annotated

from benchmarks.apps.models import PlacedOrder

SHOWN = PydanticDTO[Annotated[PlacedOrder, DTOConfig(exclude={"payment_token"})]]


async def place_order(data: PlacedOrder) -> PlacedOrder:
    """Return the order without its payment token."""
    return data


app = Litestar([post("/orders", status_code=200, return_dto=SHOWN)(place_order)])
