"""Promises about when a route class makes its handler."""

import pytest

from etude import APIRouter, Depends, Etude
from etude.routing import APIRoute
from etude.testclient import TestClient


def value():
    return "declared"


@pytest.fixture
def made():
    return []


@pytest.fixture
def app(made):
    class Noting(APIRoute):
        def get_route_handler(self):
            made.append(self.path)
            return super().get_route_handler()

    router, app = APIRouter(route_class=Noting), Etude()

    @router.get("/x")
    def read(value: str = Depends(value)):
        return value

    app.include_router(router)
    app.include_router(router, prefix="/b")
    return app


def test_a_handler_is_made_when_its_route_is_made_or_included(app, made):
    assert made == ["/x", "/x", "/b/x"]


def test_no_request_makes_a_handler(app, made):
    client = TestClient(app)
    before = list(made)
    assert [client.get(path).json() for path in ("/x", "/b/x")] == ["declared"] * 2
    app.dependency_overrides[value] = lambda: "replaced"
    assert [client.get(path).json() for path in ("/x", "/b/x", "/x")] == ["replaced"] * 3
    app.dependency_overrides.clear()
    assert client.get("/x").json() == "declared"
    assert made == before
