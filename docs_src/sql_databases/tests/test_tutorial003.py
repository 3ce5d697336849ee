from pathlib import Path

import psycopg
import pytest

AKASHA = {"name": "Akasha", "age": 32, "secret_name": "Lina Brandt"}
PUBLIC = {"name": "Akasha", "age": 32, "id": 1}


@pytest.fixture
def client(database, module, client):
    return client


def test_heroes_are_in_the_database_that_the_variable_names(client, module, database):
    assert client.post("/heroes/", json=AKASHA).json() == PUBLIC
    assert client.get("/heroes/").json() == [PUBLIC]
    assert module.engine.dialect.name == database
    assert Path("database.db").exists() == (database == "sqlite")


def test_a_hero_is_changed_and_deleted_on_both(client):
    client.post("/heroes/", json=AKASHA)

    assert client.patch("/heroes/1", json={"age": 33}).json() == {**PUBLIC, "age": 33}
    assert client.delete("/heroes/1").json() == {"ok": True}
    assert client.get("/heroes/1").status_code == 404


def test_the_body_is_checked_before_the_database_sees_it(client):
    response = client.post("/heroes/", json={"name": "Akasha"})

    assert response.status_code == 422
    assert response.json()["detail"][0]["loc"] == ["body", "secret_name"]


def test_no_more_connections_are_opened_than_the_pool_may_hold(client, module):
    connections = [module.engine.connect() for _ in range(10)]

    assert module.engine.pool.checkedout() == 10
    assert module.engine.pool.overflow() == 5
    for connection in connections:
        connection.close()
    assert module.engine.pool.checkedout() == 0


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_connection_that_the_server_closed_is_replaced(client, module, postgresql_url):
    client.post("/heroes/", json=AKASHA)
    with psycopg.connect(postgresql_url.replace("+psycopg", "")) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE usename = current_user AND pid <> pg_backend_pid()"
        )

    assert client.get("/heroes/1").json() == PUBLIC
