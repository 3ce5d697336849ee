def test_the_answer_has_its_own_description(app):
    responses = app.openapi()["paths"]["/items/"]["post"]["responses"]

    assert responses["200"]["description"] == "The item as it is stored"
    assert responses["422"]["description"] == "Validation Error"


def test_an_item_is_answered(client):
    assert client.post("/items/", json={"name": "Lamp", "price": 45.5}).status_code == 200
