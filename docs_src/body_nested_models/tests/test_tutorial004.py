LAMP = {"name": "Lamp", "price": 45.5}


def test_a_model_inside_of_a_model_is_an_object_inside_of_an_object(client):
    image = {"url": "lamp.png", "name": "From the front"}
    response = client.put("/items/5", json={**LAMP, "image": image})

    assert response.status_code == 200
    assert response.json() == {
        "item_id": 5,
        "item": {
            "name": "Lamp",
            "description": None,
            "price": 45.5,
            "tax": None,
            "tags": [],
            "image": image,
        },
    }


def test_the_path_to_a_missing_field_is_named(client):
    response = client.put("/items/5", json={**LAMP, "image": {"url": "lamp.png"}})

    assert response.status_code == 422
    assert response.json()["detail"][0]["loc"] == ["body", "image", "name"]
