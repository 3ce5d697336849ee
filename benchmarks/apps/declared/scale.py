"""Many operations, each with a body model and two dependencies, in nested routers."""

from typing import Any, Dict

from typing_extensions import Annotated

from benchmarks.apps import scale_shape
from benchmarks.apps.declared.framework import Application, Declares, Depends, Router


async def page(limit: int = 10) -> int:
    """Return how much is asked for."""
    return limit


async def language(wanted: Annotated[int, Depends(page)], code: str = "en") -> str:
    """Return the language of the answer."""
    return f"{code}{wanted}"


def endpoint(number: int) -> Any:
    """Return the function of one operation."""
    model = scale_shape.model(number)

    async def change_thing(
        thing_id: int,
        thing: model,  # type: ignore[valid-type]  # a model made at run time
        limit: Annotated[int, Depends(page)],
        spoken: Annotated[str, Depends(language)],
    ) -> model:  # type: ignore[valid-type]  # a model made at run time
        """Return the thing as it is."""
        return thing

    change_thing.__name__ = f"change_thing_{number}"
    return change_thing


def build(count: int) -> Declares:
    """Return an application with that many operations."""
    inner = [Router() for _ in range(scale_shape.INNER)]
    for number in range(count):
        router = inner[number % scale_shape.INNER]
        router.post(scale_shape.own_path(number))(endpoint(number))
    outer = [Router() for _ in range(scale_shape.OUTER)]
    for number, router in enumerate(inner):
        prefix = scale_shape.inner_path(number)
        outer[number % scale_shape.OUTER].include_router(router, prefix=prefix)
    app = Application()
    for number, router in enumerate(outer):
        app.include_router(router, prefix=scale_shape.outer_path(number))
    return app


def describe(app: Any) -> Dict[str, Any]:
    """Return the OpenAPI document."""
    document: Dict[str, Any] = app.openapi()
    return document
