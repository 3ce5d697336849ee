LAMP = {"name": "Lamp", "price": 45.5}


def test_each_argument_is_a_key_of_the_body(client):
    response = client.put("/items/5", json={"item": LAMP, "user": {"username": "mila"}})

    assert response.status_code == 200
    assert response.json() == {
        "item_id": 5,
        "item": {"name": "Lamp", "description": None, "price": 45.5, "tax": None},
        "user": {"username": "mila", "full_name": None},
    }


def test_a_body_without_the_keys_misses_both(client):
    response = client.put("/items/5", json=LAMP)

    assert response.status_code == 422
    assert response.json() == {
        "detail": [
            {"type": "missing", "loc": ["body", "item"], "msg": "Field required", "input": None},
            {"type": "missing", "loc": ["body", "user"], "msg": "Field required", "input": None},
        ]
    }
