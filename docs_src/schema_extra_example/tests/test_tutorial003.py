def examples(app):
    content = app.openapi()["paths"]["/items/{item_id}"]["put"]["requestBody"]["content"]
    return content["application/json"]["schema"]["examples"]


def test_the_example_is_beside_the_body_of_this_operation(app):
    (example,) = examples(app)

    assert example["name"] == "Desk lamp"
    assert "examples" not in app.openapi()["components"]["schemas"]["Item"]


def test_the_example_is_a_valid_body(app, client):
    (example,) = examples(app)

    assert client.put("/items/5", json=example).json() == {"item_id": 5, "item": example}
