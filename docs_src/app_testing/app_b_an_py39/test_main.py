from etude.testclient import TestClient

from .main import app

client = TestClient(app)


def test_an_item_is_read():
    response = client.get("/items/lamp", headers={"X-Token": "coneofsilence"})
    assert response.status_code == 200
    assert response.json() == {
        "id": "lamp",
        "title": "Desk lamp",
        "description": "With a linen shade",
    }


def test_nothing_is_read_with_a_wrong_token():
    response = client.get("/items/lamp", headers={"X-Token": "guessed"})
    assert response.status_code == 400
    assert response.json() == {"detail": "Invalid X-Token header"}


def test_an_item_that_is_not_there_is_not_found():
    response = client.get("/items/teapot", headers={"X-Token": "coneofsilence"})
    assert response.status_code == 404
    assert response.json() == {"detail": "Item not found"}


def test_an_item_is_created():
    item = {"id": "shelf", "title": "Oak shelf", "description": "Three boards"}
    response = client.post("/items/", headers={"X-Token": "coneofsilence"}, json=item)
    assert response.status_code == 200
    assert response.json() == item


def test_nothing_is_created_with_a_wrong_token():
    item = {"id": "bench", "title": "Garden bench"}
    response = client.post("/items/", headers={"X-Token": "guessed"}, json=item)
    assert response.status_code == 400
    assert response.json() == {"detail": "Invalid X-Token header"}


def test_no_item_is_created_twice():
    item = {"id": "chair", "title": "Another chair"}
    response = client.post("/items/", headers={"X-Token": "coneofsilence"}, json=item)
    assert response.status_code == 409
    assert response.json() == {"detail": "Item already exists"}
