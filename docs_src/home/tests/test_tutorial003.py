def test_an_item_is_read(client):
    assert client.get("/").json() == {"Hello": "World"}
    assert client.get("/items/5?q=somequery").json() == {"item_id": 5, "q": "somequery"}


def test_an_item_is_updated_from_the_body(client):
    response = client.put("/items/5", json={"name": "Lamp", "price": 12.5, "is_offer": True})

    assert response.status_code == 200
    assert response.json() == {"item_name": "Lamp", "item_id": 5}


def test_an_item_need_not_be_an_offer(client):
    assert client.put("/items/5", json={"name": "Lamp", "price": 12.5}).status_code == 200


def test_an_item_needs_a_name_and_a_price(client):
    response = client.put("/items/5", json={"is_offer": False})

    assert response.status_code == 422
    assert [error["loc"] for error in response.json()["detail"]] == [
        ["body", "name"],
        ["body", "price"],
    ]
