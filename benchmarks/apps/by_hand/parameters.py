"""W2 and W9: one path parameter, three constrained query parameters."""

from typing import Any

from pydantic import Field, TypeAdapter
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from typing_extensions import Annotated

from benchmarks.apps.by_hand.validation import Errors, checked, unprocessable

ITEM_ID: "TypeAdapter[Any]" = TypeAdapter(Annotated[int, Field(ge=1)])
LIMIT: "TypeAdapter[Any]" = TypeAdapter(Annotated[int, Field(ge=1, le=100)])
NAME: "TypeAdapter[Any]" = TypeAdapter(
    Annotated[str, Field(min_length=2, max_length=40, pattern="^[a-z-]+$")]
)
DISCOUNT: "TypeAdapter[Any]" = TypeAdapter(Annotated[float, Field(ge=0, lt=1)])


async def read_item(request: Request) -> JSONResponse:
    """Return what was asked for."""
    errors: Errors = []
    query = request.query_params
    item_id = checked(ITEM_ID, request.path_params["item_id"], "path", "item_id", errors)
    limit = checked(LIMIT, query.get("limit"), "query", "limit", errors)
    name = checked(NAME, query.get("name"), "query", "name", errors)
    discount = checked(DISCOUNT, query.get("discount"), "query", "discount", errors, default=0.0)
    if errors:
        return unprocessable(errors)
    return JSONResponse({"item_id": item_id, "limit": limit, "name": name, "discount": discount})


app = Starlette(routes=[Route("/items/{item_id}", read_item)])
