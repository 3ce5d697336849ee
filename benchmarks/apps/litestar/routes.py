"""W7: many routes in routers."""

from typing import Any, Dict

from litestar import Litestar, MediaType, Request, Response, Router, get
from litestar.exceptions import NotFoundException

from benchmarks.apps import many_routes


def handler(number: int) -> Any:
    """Return the handler of one route."""

    async def read_thing(thing_id: int) -> Dict[str, int]:
        """Return which route this is, and what was asked for."""
        return {"route": number, "thing_id": thing_id}

    path = many_routes.own_path(number).format(thing_id="{thing_id:int}")
    return get(path)(read_thing)


def not_found(_request: "Request[Any, Any, Any]", error: NotFoundException) -> "Response[Any]":
    """Say that there is nothing as the other subjects say it."""
    return Response({"detail": error.detail}, media_type=MediaType.JSON, status_code=404)


handlers = [handler(number) for number in range(many_routes.COUNT)]
app = Litestar(
    [
        Router(
            many_routes.router_path(number), route_handlers=handlers[number :: many_routes.ROUTERS]
        )
        for number in range(many_routes.ROUTERS)
    ],
    exception_handlers={NotFoundException: not_found},
)
