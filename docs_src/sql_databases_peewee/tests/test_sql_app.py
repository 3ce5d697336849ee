from concurrent.futures import ThreadPoolExecutor
from sqlite3 import ProgrammingError
from threading import Barrier

import pytest

MILA = {"email": "mila@example.com", "password": "larch"}
CHEST = {"title": "Chest", "description": "Of oak"}


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


def test_requests_at_the_same_time_have_connections_of_their_own(client, module, monkeypatch):
    client.post("/users/", json=MILA)
    together, connections = Barrier(2, timeout=30), []

    def meet(seconds):
        assert seconds == 10
        connections.append(module.db.connection())
        together.wait()

    monkeypatch.setattr(module, "sleep", meet)
    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(client.get, ["/slowusers/"] * 2))

    assert [len(answer.json()) for answer in answers] == [1, 1]
    assert len({id(connection) for connection in connections}) == 2


def test_the_connection_is_closed_after_the_answer(client, module, monkeypatch):
    connections = []
    monkeypatch.setattr(module, "sleep", lambda _: connections.append(module.db.connection()))

    client.get("/slowusers/")

    with pytest.raises(ProgrammingError, match="closed"):
        connections[0].execute("SELECT 1")
