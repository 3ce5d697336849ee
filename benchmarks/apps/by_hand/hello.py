"""W1: the smallest endpoint."""

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route


async def hello(_request: Request) -> JSONResponse:
    """Greet."""
    return JSONResponse({"message": "Hello World"})


app = Starlette(routes=[Route("/", hello)])
