from etude.testclient import TestClient


def test_items_are_there_after_the_start(client, module):
    assert client.get("/items/chair").json() == {"name": "Folding chair"}
    assert set(module.items) == {"lamp", "chair"}


def test_without_with_nothing_is_started(app, module):
    assert TestClient(app).get("/items/lamp").status_code == 404

    assert module.items == {}


def test_each_with_starts_and_stops_the_app(app, module):
    for _ in range(2):
        with TestClient(app):
            assert len(module.items) == 2
        assert module.items == {}
