def test_what_was_made_is_answered_with_201(client):
    response = client.post("/items/", json={"name": "Lamp", "price": 45.5})

    assert response.status_code == 201
    assert response.json()["name"] == "Lamp"
