import pytest


def test_only_what_is_sent_changes(client):
    response = client.patch("/items/chair", json={"price": 95})

    assert response.status_code == 200
    assert response.json() == {
        "name": "Chair",
        "description": "Of oak",
        "price": 95.0,
        "tax": 20.2,
        "tags": [],
    }
    assert client.get("/items/chair").json() == response.json()


def test_a_value_that_is_sent_as_null_is_a_change(client):
    response = client.patch("/items/chair", json={"description": None})

    assert response.json()["description"] is None


def test_a_wrong_value_changes_nothing(client):
    before = client.get("/items/chair").json()

    assert client.patch("/items/chair", json={"price": "much"}).status_code == 422
    assert client.get("/items/chair").json() == before


@pytest.mark.parametrize("method", ["GET", "PATCH"])
def test_an_item_that_is_not_there_is_not_found(client, method):
    response = client.request(method, "/items/bed", json={})

    assert response.status_code == 404
    assert response.json() == {"detail": "Item not found"}
