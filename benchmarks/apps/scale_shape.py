"""What the applications with many routes have in common: their models and their paths."""

from typing import Any, List, Type

from pydantic import BaseModel, create_model

OUTER, INNER = 4, 20
"""The routers of the application, and the routers in them."""

MODELS: List[Type[BaseModel]] = [
    create_model(f"Thing{number}", name=(str, ...), amount=(int, ...), prices=(List[float], ...))
    for number in range(50)
]


def model(number: int) -> Any:
    """Return the model of the body that the route of that number takes."""
    return MODELS[number % len(MODELS)]


def inner_path(inner: int) -> str:
    """Return what the paths in an inner router begin with, as the outer one sees it."""
    return f"/inner{inner}"


def outer_path(outer: int) -> str:
    """Return what the paths in an outer router begin with."""
    return f"/api/outer{outer}"


def own_path(number: int) -> str:
    """Return the path of a route, as its router sees it."""
    return f"/things{number}/{{thing_id}}"


def path(number: int) -> str:
    """Return the whole path of a route."""
    inner = number % INNER
    return outer_path(inner % OUTER) + inner_path(inner) + own_path(number)
