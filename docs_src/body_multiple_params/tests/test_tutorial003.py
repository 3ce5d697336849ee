BODY = {"item": {"name": "Lamp", "price": 45.5}, "user": {"username": "mila"}}


def test_the_number_is_read_from_the_body(client):
    response = client.put("/items/5", json={**BODY, "importance": 3})

    assert response.status_code == 200
    assert response.json()["importance"] == 3


def test_the_number_is_not_read_from_the_query(client):
    response = client.put("/items/5?importance=3", json=BODY)

    assert response.status_code == 422
    assert response.json()["detail"][0]["loc"] == ["body", "importance"]
