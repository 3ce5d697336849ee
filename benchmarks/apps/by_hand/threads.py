"""W6: an endpoint that runs in a thread."""

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route


def hello(_request: Request) -> JSONResponse:
    """Greet."""
    return JSONResponse({"message": "Hello World"})


app = Starlette(routes=[Route("/", hello)])
