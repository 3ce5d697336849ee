"""Many endpoints that each validate a body, in nested mounts."""

from typing import Any, Callable

from pydantic import TypeAdapter, ValidationError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route

from benchmarks.apps import scale_shape
from benchmarks.apps.by_hand.validation import Errors, checked, located, unprocessable

INTEGER = TypeAdapter(int)


async def language(code: str, wanted: int) -> str:
    """Return the language of the answer."""
    return f"{code}{wanted}"


def endpoint(number: int) -> Callable[..., Any]:
    """Return the function of one route."""
    thing: TypeAdapter[Any] = TypeAdapter(scale_shape.model(number))

    async def change_thing(request: Request) -> Response:
        """Return the thing as it is."""
        errors: Errors = []
        checked(INTEGER, request.path_params["thing_id"], "path", "thing_id", errors)
        query = request.query_params
        limit = checked(INTEGER, query.get("limit"), "query", "limit", errors, default=10)
        try:
            content = thing.validate_json(await request.body())
        except ValidationError as error:
            errors.extend(located(error, "body"))
        if errors:
            return unprocessable(errors)
        await language(query.get("code", "en"), limit)
        return Response(thing.dump_json(content), media_type="application/json")

    return change_thing


def build(count: int) -> Starlette:
    """Return an application with that many routes."""
    routes = [
        Route(scale_shape.own_path(number), endpoint(number), methods=["POST"])
        for number in range(count)
    ]
    inner = [
        Mount(scale_shape.inner_path(number), routes=routes[number :: scale_shape.INNER])
        for number in range(scale_shape.INNER)
    ]
    outer = [
        Mount(scale_shape.outer_path(number), routes=inner[number :: scale_shape.OUTER])
        for number in range(scale_shape.OUTER)
    ]
    return Starlette(routes=outer)
