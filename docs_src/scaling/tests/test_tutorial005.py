import pytest
from etude.testclient import TestClient


def test_a_message_reaches_everybody_in_the_room(client):
    with client.websocket_connect("/ws/garden") as ida, client.websocket_connect(
        "/ws/garden"
    ) as olaf:
        ida.send_text("The roses need water")

        assert ida.receive_text() == "The roses need water"
        assert olaf.receive_text() == "The roses need water"


def test_rooms_do_not_hear_each_other(client):
    with client.websocket_connect("/ws/garden") as ida, client.websocket_connect(
        "/ws/cellar"
    ) as olaf:
        ida.send_text("The roses need water")
        olaf.send_text("It is dark")

        assert olaf.receive_text() == "It is dark"


def test_who_leaves_is_forgotten(client, app):
    with client.websocket_connect("/ws/garden"):
        assert len(app.state.backend.rooms["garden"]) == 1

    for _ in range(1000):
        if not app.state.backend.rooms["garden"]:
            break
        client.get("/")  # gives the server time to see that the client left
    assert len(app.state.backend.rooms["garden"]) == 0


@pytest.fixture
def shared(redis_url, monkeypatch):
    monkeypatch.setenv("REDIS_URL", redis_url)


def test_through_redis_a_message_reaches_other_processes(shared, module):
    with TestClient(module.app) as client:
        first = client.app.state.backend
        with client.websocket_connect("/ws/garden") as ida:
            with TestClient(module.app) as other:
                assert client.app.state.backend is not first
                with other.websocket_connect("/ws/garden") as olaf:
                    olaf.send_text("The roses need water")

                    assert ida.receive_text() == "The roses need water"
                    assert olaf.receive_text() == "The roses need water"
            client.app.state.backend = first
