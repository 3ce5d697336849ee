def test_the_answer_has_the_fields_of_the_dataclass(client):
    response = client.get("/items/next")

    assert response.status_code == 200
    assert response.json() == {
        "name": "Rowing boat",
        "price": 940.0,
        "tags": ["outdoor", "wood"],
        "description": "Seats two, and a dog",
        "tax": None,
    }


def test_the_answer_is_documented(app):
    answer = app.openapi()["paths"]["/items/next"]["get"]["responses"]["200"]

    assert answer["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/Item"}
