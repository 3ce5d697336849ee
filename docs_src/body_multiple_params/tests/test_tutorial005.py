LAMP = {"name": "Lamp", "price": 45.5}


def test_the_only_model_is_under_its_name(client):
    response = client.put("/items/5", json={"item": LAMP})

    assert response.status_code == 200
    assert response.json()["item"]["name"] == "Lamp"


def test_the_bare_model_is_refused(client):
    response = client.put("/items/5", json=LAMP)

    assert response.status_code == 422
    assert response.json() == {
        "detail": [
            {"type": "missing", "loc": ["body", "item"], "msg": "Field required", "input": None}
        ]
    }
