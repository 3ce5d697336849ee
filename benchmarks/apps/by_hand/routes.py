"""W7: many routes in mounts."""

from typing import Any, Callable

from pydantic import TypeAdapter
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Mount, Route

from benchmarks.apps import many_routes
from benchmarks.apps.by_hand.validation import Errors, checked, unprocessable

THING_ID = TypeAdapter(int)


def endpoint(number: int) -> Callable[..., Any]:
    """Return the function of one route."""

    async def read_thing(request: Request) -> JSONResponse:
        """Return which route this is, and what was asked for."""
        errors: Errors = []
        raw = request.path_params["thing_id"]
        thing_id = checked(THING_ID, raw, "path", "thing_id", errors)
        if errors:
            return unprocessable(errors)
        return JSONResponse({"route": number, "thing_id": thing_id})

    return read_thing


async def not_found(_request: Request, error: HTTPException) -> JSONResponse:
    """Say in JSON that there is nothing."""
    return JSONResponse({"detail": error.detail}, status_code=error.status_code)


routes = [
    Route(many_routes.own_path(number), endpoint(number)) for number in range(many_routes.COUNT)
]
app = Starlette(
    routes=[
        Mount(many_routes.router_path(number), routes=routes[number :: many_routes.ROUTERS])
        for number in range(many_routes.ROUTERS)
    ],
    exception_handlers={404: not_found},  # type: ignore[dict-item]  # Starlette types all as handlers of Exception
)
