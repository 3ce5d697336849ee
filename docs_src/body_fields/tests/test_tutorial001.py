LAMP = {"name": "Lamp", "price": 45.5}


def test_a_body_within_the_limits_is_taken(client):
    response = client.put("/items/5", json={"item": LAMP})

    assert response.status_code == 200
    assert response.json() == {
        "item_id": 5,
        "item": {"name": "Lamp", "description": None, "price": 45.5, "tax": None},
    }


def test_a_price_of_zero_is_refused(client):
    response = client.put("/items/5", json={"item": {**LAMP, "price": 0}})

    assert response.status_code == 422
    assert response.json() == {
        "detail": [
            {
                "type": "greater_than",
                "loc": ["body", "item", "price"],
                "msg": "Input should be greater than 0",
                "input": 0,
                "ctx": {"gt": 0.0},
            }
        ]
    }


def test_a_long_description_is_refused(client):
    response = client.put("/items/5", json={"item": {**LAMP, "description": "x" * 301}})

    assert response.json()["detail"][0]["type"] == "string_too_long"


def test_title_and_description_are_in_the_schema(app):
    fields = app.openapi()["components"]["schemas"]["Item"]["properties"]

    assert fields["description"]["title"] == "What buyers should know"
    assert fields["price"]["description"] == "In euros, with tax; more than zero"
    assert fields["price"]["exclusiveMinimum"] == 0
