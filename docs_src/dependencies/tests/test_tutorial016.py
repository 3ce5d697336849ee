import pytest
from etude.testclient import TestClient


def test_without_an_error_the_item_is_answered(client):
    assert client.get("/items/desk").json() == {"price": 35.5, "views": 7}


def test_an_error_before_the_answer_replaces_it(client):
    response = client.get("/items/lamp")

    assert response.status_code == 409
    assert response.json() == {"detail": "The price has changed"}


def test_an_error_after_the_answer_cannot_change_it(app):
    response = TestClient(app, raise_server_exceptions=False).get("/items/chair")

    assert response.status_code == 200
    assert response.json() == {"price": 35.5, "views": 7}


def test_the_server_learns_of_an_error_after_the_answer(client):
    with pytest.raises(RuntimeError) as caught:
        client.get("/items/chair")

    assert str(caught.value) == "Caught handled exception, but response already started."
    assert caught.value.__cause__.status_code == 503
