"""Many routes, each with a body model and two dependencies, in nested routers."""

from typing import Any, Dict

from litestar import Litestar, Router, post
from litestar.di import Provide

from benchmarks.apps import scale_shape


async def page(limit: int = 10) -> int:
    """Return how much is asked for."""
    return limit


async def language(wanted: int, code: str = "en") -> str:
    """Return the language of the answer."""
    return f"{code}{wanted}"


def handler(number: int) -> Any:
    """Return the handler of one route."""
    model = scale_shape.model(number)

    async def change_thing(
        thing_id: int,
        data: model,  # type: ignore[valid-type]  # a model made at run time
        wanted: int,
        spoken: str,
    ) -> model:  # type: ignore[valid-type]  # a model made at run time
        """Return the thing as it is."""
        return data

    change_thing.__name__ = f"change_thing_{number}"
    path = scale_shape.own_path(number).format(thing_id="{thing_id:int}")
    dependencies = {"wanted": Provide(page), "spoken": Provide(language)}
    return post(path, status_code=200, dependencies=dependencies)(change_thing)


def build(count: int) -> Litestar:
    """Return an application with that many routes."""
    handlers = [handler(number) for number in range(count)]
    inner = [
        Router(scale_shape.inner_path(number), route_handlers=handlers[number :: scale_shape.INNER])
        for number in range(scale_shape.INNER)
    ]
    outer = [
        Router(scale_shape.outer_path(number), route_handlers=inner[number :: scale_shape.OUTER])
        for number in range(scale_shape.OUTER)
    ]
    return Litestar(outer)


def describe(app: Litestar) -> Dict[str, Any]:
    """Return the OpenAPI document."""
    document: Dict[str, Any] = app.openapi_schema.to_schema()
    return document
