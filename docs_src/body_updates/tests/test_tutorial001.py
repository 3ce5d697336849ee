def test_what_is_not_sent_becomes_the_default(client):
    body = {"name": "Armchair", "price": 95, "description": None}
    response = client.put("/items/chair", json=body)

    assert response.status_code == 200
    assert response.json() == {
        "name": "Armchair",
        "description": None,
        "price": 95.0,
        "tax": 10.5,
        "tags": [],
    }
    assert client.get("/items/chair").json() == response.json()


def test_stored_items_are_read_with_their_defaults(client):
    assert client.get("/items/lamp").json() == {
        "name": "Lamp",
        "description": None,
        "price": 45.5,
        "tax": 10.5,
        "tags": [],
    }


def test_an_item_that_is_not_there_is_not_found(client):
    response = client.get("/items/bed")

    assert response.status_code == 404
    assert response.json() == {"detail": "Item not found"}
