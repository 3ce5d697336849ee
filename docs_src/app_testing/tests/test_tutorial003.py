from etude.testclient import TestClient


def test_items_are_there_after_the_start(client):
    assert client.get("/items/chair").json() == {"name": "Folding chair"}


def test_without_with_nothing_is_started(app):
    assert TestClient(app).get("/items/lamp").status_code == 404
