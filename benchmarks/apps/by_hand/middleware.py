"""W12: a class of plain ASGI and a function around the smallest endpoint."""

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from benchmarks.apps.middleware import MarkingMiddleware


async def mark(request: Request, call_next: RequestResponseEndpoint) -> Response:
    """Add a header to the response."""
    response = await call_next(request)
    response.headers["x-own-function"] = "1"
    return response


async def hello(_request: Request) -> JSONResponse:
    """Greet."""
    return JSONResponse({"message": "Hello World"})


app = Starlette(
    routes=[Route("/", hello)],
    middleware=[Middleware(BaseHTTPMiddleware, dispatch=mark), Middleware(MarkingMiddleware)],
)
