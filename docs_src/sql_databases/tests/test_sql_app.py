from importlib import import_module

import pytest
from etude.testclient import TestClient
from sqlalchemy import inspect, select

MILA = {"email": "mila@example.com", "password": "larch"}
CHEST = {"title": "Chest", "description": "Of oak"}


@pytest.fixture(params=["main", "alt_main"])
def client(request, module):
    app = import_module(f"{module.__package__}.{request.param}").app
    with TestClient(app) as client:
        yield client


def test_a_user_is_stored_with_items_and_read_again(client):
    user = client.post("/users/", json=MILA)
    item = client.post("/users/1/items/", json=CHEST)

    assert user.status_code == item.status_code == 200
    assert user.json() == {"email": "mila@example.com", "id": 1, "is_active": True, "items": []}
    assert item.json() == {**CHEST, "id": 1, "owner_id": 1}
    assert client.get("/users/1").json() == {**user.json(), "items": [item.json()]}
    assert client.get("/users/").json() == [{**user.json(), "items": [item.json()]}]
    assert client.get("/items/").json() == [item.json()]


def test_an_email_is_registered_once(client):
    client.post("/users/", json=MILA)

    response = client.post("/users/", json=MILA)

    assert response.status_code == 400
    assert response.json() == {"detail": "Email already registered"}


@pytest.mark.parametrize(("method", "path"), [("GET", "/users/9"), ("POST", "/users/9/items/")])
def test_an_unknown_user_is_not_found(client, method, path):
    response = client.request(method, path, json=CHEST)

    assert response.status_code == 404
    assert response.json() == {"detail": "User not found"}


def test_lists_are_read_in_parts(client):
    for name in ("amira", "bela", "chidi"):
        client.post("/users/", json={"email": f"{name}@example.com", "password": "larch"})

    users = client.get("/users/?skip=1&limit=1").json()

    assert [user["email"] for user in users] == ["bela@example.com"]


def test_the_password_is_not_stored_as_it_came(client, module):
    client.post("/users/", json=MILA)

    with module.SessionLocal() as db:
        stored = db.scalars(select(module.models.User)).one()
        assert stored.hashed_password == "larchnotreallyhashed"


def test_the_tables_are_made_at_the_start_and_not_at_the_import(module):
    assert inspect(module.engine).get_table_names() == []
    with TestClient(module.app):
        assert inspect(module.engine).get_table_names() == ["items", "users"]
    module.engine.dispose()
