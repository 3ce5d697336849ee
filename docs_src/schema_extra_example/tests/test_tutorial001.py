LAMP = {
    "name": "Desk lamp",
    "description": "Turns in every direction",
    "price": 45.5,
    "tax": 7.3,
}


def test_the_example_is_in_the_schema_of_the_model(app):
    assert app.openapi()["components"]["schemas"]["Item"]["examples"] == [LAMP]


def test_the_example_is_a_valid_body(client):
    assert client.put("/items/5", json=LAMP).json() == {"item_id": 5, "item": LAMP}
