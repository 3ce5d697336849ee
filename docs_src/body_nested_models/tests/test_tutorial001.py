LAMP = {"name": "Lamp", "price": 45.5}


def test_the_list_takes_anything(client):
    response = client.put("/items/5", json={**LAMP, "tags": ["oak", 7, None]})

    assert response.status_code == 200
    assert response.json()["item"]["tags"] == ["oak", 7, None]


def test_the_list_is_empty_by_default(client):
    assert client.put("/items/5", json=LAMP).json()["item"]["tags"] == []


def test_what_is_no_list_is_refused(client):
    response = client.put("/items/5", json={**LAMP, "tags": "oak"})

    assert response.status_code == 422
    assert response.json()["detail"][0]["type"] == "list_type"
