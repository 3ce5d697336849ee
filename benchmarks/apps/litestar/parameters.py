"""W2: one path parameter, three constrained query parameters."""

from typing import Any, Dict

from litestar import Litestar, get
from litestar.params import Parameter
from typing_extensions import Annotated


async def read_item(
    item_id: Annotated[int, Parameter(ge=1)],
    limit: Annotated[int, Parameter(ge=1, le=100)],
    name: Annotated[str, Parameter(min_length=2, max_length=40, pattern="^[a-z-]+$")],
    discount: Annotated[float, Parameter(ge=0, lt=1)] = 0.0,
) -> Dict[str, Any]:
    """Return what was asked for."""
    return {"item_id": item_id, "limit": limit, "name": name, "discount": discount}


app = Litestar([get("/items/{item_id:int}")(read_item)])
