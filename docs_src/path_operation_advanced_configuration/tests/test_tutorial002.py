import pytest

from etude import APIRouter, Etude
from etude.routing import APIRoute


def test_the_operation_id_is_the_name_of_the_function(app):
    assert app.openapi()["paths"]["/items/"]["get"]["operationId"] == "read_items"


def test_the_operation_answers(client):
    assert client.get("/items/").json() == [{"item_id": "kettle"}]


def test_operations_of_included_routers_are_named_too(app):
    router = APIRouter()

    @router.get("/users/")
    def read_users():
        return []

    app.include_router(router)

    assert app.openapi()["paths"]["/users/"]["get"]["operationId"] == "read_users"


def test_the_older_loop_over_the_routes_works_as_well(module):
    app = Etude()
    router = APIRouter()
    router.get("/items/")(module.read_items)
    app.include_router(router)
    for route in app.routes:
        if isinstance(route, APIRoute):
            route.operation_id = route.name

    assert app.openapi()["paths"]["/items/"]["get"]["operationId"] == "read_items"


def test_two_functions_of_one_name_are_warned_of(app, module):
    app.get("/archive/")(module.read_items)

    with pytest.warns(UserWarning, match="The operation id 'read_items' of .* is taken"):
        app.openapi()
