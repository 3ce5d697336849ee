"""W7: many operations in routers."""

from typing import Any, Dict

from benchmarks.apps import many_routes
from benchmarks.apps.declared.framework import Application, Router


def endpoint(number: int) -> Any:
    """Return the function of one operation."""

    async def read_thing(thing_id: int) -> Dict[str, int]:
        """Return which operation this is, and what was asked for."""
        return {"route": number, "thing_id": thing_id}

    return read_thing


app = Application()
routers = [Router() for _ in range(many_routes.ROUTERS)]
for number in range(many_routes.COUNT):
    router = routers[number % many_routes.ROUTERS]
    router.get(many_routes.own_path(number), response_model=None)(endpoint(number))
for number, router in enumerate(routers):
    app.include_router(router, prefix=many_routes.router_path(number))
