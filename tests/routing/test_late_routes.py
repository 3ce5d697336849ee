"""Promises about routes that a router gets after it was included."""

import gc

import pytest
from typing_extensions import Annotated

from etude import APIRouter, Etude, Path
from etude.exceptions import DeclarationError, EtudeError
from etude.testclient import TestClient


def takes_x(x: Annotated[int, Path()]):
    return x


def included(*prefixes):
    """A router inside as many others as there are prefixes, and the application around them."""
    app = Etude()
    outer = app
    for prefix in prefixes:
        router = APIRouter()
        outer.include_router(router, prefix=prefix)
        outer = router
    return app, outer


@pytest.mark.parametrize("prefixes", [("",), ("", "")])
def test_an_empty_path_is_refused_when_it_is_declared(prefixes):
    app, router = included(*prefixes)
    with pytest.raises(EtudeError, match="empty path"):
        router.get("")(lambda: 1)
    assert all(route.path for route in app.routes)


@pytest.mark.parametrize("prefixes", [("/{x}",), ("/{x}", ""), ("", "/{x}")])
def test_a_path_parameter_of_an_outer_prefix_counts(prefixes):
    app, router = included(*prefixes)
    router.get("")(takes_x)
    assert TestClient(app).get("/3").json() == 3


def test_a_router_that_is_included_late_is_checked_too():
    _, outer = included("")
    inner = APIRouter()
    inner.get("y")(lambda: 1)
    with pytest.raises(DeclarationError, match="no request has"):
        outer.include_router(inner)


def test_each_inclusion_of_a_router_is_checked():
    app, router = Etude(), APIRouter()
    app.include_router(APIRouter(), prefix="/b")
    app.include_router(router, prefix="/a")
    app.include_router(router)
    with pytest.raises(DeclarationError, match="no request has"):
        router.get("y")(lambda: 1)


def test_a_router_whose_applications_are_gone_takes_every_route():
    router = APIRouter()
    Etude().include_router(router)
    gc.collect()
    router.get("")(lambda: 1)
