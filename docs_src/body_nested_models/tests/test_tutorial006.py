LAMP = {"name": "Lamp", "price": 45.5}
FRONT = {"url": "https://shop.example.com/lamp.png", "name": "From the front"}


def test_a_list_of_models_is_a_list_of_objects(client):
    response = client.put("/items/5", json={**LAMP, "images": [FRONT, FRONT]})

    assert response.status_code == 200
    assert response.json()["item"]["images"] == [FRONT, FRONT]


def test_the_number_of_the_wrong_object_is_named(client):
    response = client.put("/items/5", json={**LAMP, "images": [FRONT, {"name": "Back"}]})

    assert response.status_code == 422
    assert response.json()["detail"][0]["loc"] == ["body", "images", 1, "url"]
