"""W7: many routes in routers."""

from typing import Any, Callable, Dict

from blacksheep import Application, Request, Response, Router, json

from benchmarks.apps import many_routes


def handler(number: int) -> Callable[..., Any]:
    """Return the handler of one route."""

    async def read_thing(thing_id: int) -> Dict[str, int]:
        """Return which route this is, and what was asked for."""
        return {"route": number, "thing_id": thing_id}

    return read_thing


async def not_found(_app: Application, _request: Request, _error: Exception) -> Response:
    """Say that there is nothing as the other subjects say it."""
    return json({"detail": "Not Found"}, status=404)


routers = [Router(prefix=many_routes.router_path(number)) for number in range(many_routes.ROUTERS)]
for number in range(many_routes.COUNT):
    router = routers[number % many_routes.ROUTERS]
    router.add_get(many_routes.own_path(number), handler(number))
app = Application(router=Router(sub_routers=routers))
app.exceptions_handlers[404] = not_found
