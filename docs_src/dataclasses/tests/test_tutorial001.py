def test_the_item_is_sent_back(client):
    response = client.post("/items/", json={"name": "Rowing boat", "price": "940"})

    assert response.status_code == 200
    assert response.json() == {
        "name": "Rowing boat",
        "price": 940.0,
        "description": None,
        "tax": None,
    }


def test_a_missing_field_is_named(client):
    response = client.post("/items/", json={"name": "Rowing boat"})

    assert response.status_code == 422
    assert response.json() == {
        "detail": [
            {
                "type": "missing",
                "loc": ["body", "price"],
                "msg": "Field required",
                "input": {"name": "Rowing boat"},
            }
        ]
    }


def test_a_body_that_is_no_object_is_refused(client):
    response = client.post("/items/", json=["Rowing boat"])

    assert response.status_code == 422
    assert response.json()["detail"][0]["type"] == "dataclass_type"


def test_the_fields_are_documented(app):
    schema = app.openapi()["components"]["schemas"]["Item"]

    assert list(schema["properties"]) == ["name", "price", "description", "tax"]
    assert schema["required"] == ["name", "price"]


def test_the_class_itself_checks_nothing(module):
    assert module.Item(name="Rowing boat", price="cheap").price == "cheap"
