"""W4: a thousand items, as models, as rows for a model, and as they are."""

from typing import List

from pydantic import TypeAdapter
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from benchmarks.apps.contents import ITEMS, ROWS, Item

LIST = TypeAdapter(List[Item])


async def read_models(_request: Request) -> Response:
    """Return models."""
    return Response(LIST.dump_json(ITEMS), media_type="application/json")


async def read_rows(_request: Request) -> Response:
    """Return rows that are sent as models."""
    items = LIST.validate_python(ROWS)
    return Response(LIST.dump_json(items), media_type="application/json")


async def read_plain(_request: Request) -> Response:
    """Return rows that are sent as they are."""
    return JSONResponse(ROWS)


app = Starlette(
    routes=[
        Route("/models", read_models),
        Route("/rows", read_rows),
        Route("/plain", read_plain),
    ]
)
