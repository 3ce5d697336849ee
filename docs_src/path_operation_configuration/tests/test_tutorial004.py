def test_the_docstring_is_the_description_without_its_indentation(app):
    description = app.openapi()["paths"]["/items/"]["post"]["description"]

    assert description.splitlines()[:3] == [
        "Create an item with all that is known of it:",
        "",
        "- **name**: what it is called",
    ]


def test_an_item_is_answered(client):
    assert client.post("/items/", json={"name": "Lamp", "price": 45.5}).status_code == 200
