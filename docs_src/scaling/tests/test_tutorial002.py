import pytest
from sqlalchemy import create_engine


@pytest.fixture
def broken_database(module, monkeypatch):
    monkeypatch.setattr(module, "engine", create_engine("sqlite:////no/such/folder/shop.db"))


def test_a_process_that_answers_is_alive(client, broken_database):
    response = client.get("/healthz")

    assert response.status_code == 200
    assert response.json() == {"status": "alive"}


def test_it_is_ready_while_the_database_answers(client):
    assert client.get("/readyz").json() == {"status": "ready"}


def test_without_the_database_it_is_not_ready(client, broken_database):
    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json() == {"detail": "The database does not answer"}
