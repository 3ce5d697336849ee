import pytest


def test_only_the_included_fields_are_sent(client):
    assert client.get("/items/chair/name").json() == {"name": "Chair", "description": "Of oak"}


def test_the_excluded_fields_are_not_sent(client):
    assert client.get("/items/chair/public").json() == {
        "name": "Chair",
        "description": "Of oak",
        "price": 80.0,
    }


def test_the_document_still_shows_the_whole_model(app):
    fields = app.openapi()["components"]["schemas"]["Item"]["properties"]

    assert list(fields) == ["name", "description", "price", "tax"]


@pytest.mark.parametrize("view", ["name", "public"])
def test_an_item_that_is_not_there_is_not_found(client, view):
    response = client.get(f"/items/bed/{view}")

    assert response.status_code == 404
    assert response.json() == {"detail": "Item not found"}
