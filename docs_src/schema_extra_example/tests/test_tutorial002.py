def test_each_field_has_its_example(app):
    fields = app.openapi()["components"]["schemas"]["Item"]["properties"]

    assert {name: field["examples"] for name, field in fields.items()} == {
        "name": ["Desk lamp"],
        "description": ["Turns in every direction"],
        "price": [45.5],
        "tax": [7.3],
    }


def test_examples_are_no_defaults(client):
    response = client.put("/items/5", json={"price": 45.5})

    assert response.status_code == 422
    assert response.json()["detail"][0]["loc"] == ["body", "name"]
