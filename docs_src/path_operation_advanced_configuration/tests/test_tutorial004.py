def test_the_description_ends_at_the_form_feed(app):
    operation = app.openapi()["paths"]["/items/"]["post"]

    assert operation["summary"] == "Create an item"
    assert operation["description"] == (
        "Create an item with all the information:\n\n"
        "- **name**: each item must have one\n"
        "- **description**: a longer text\n"
        "- **price**: without tax\n"
        "- **tax**: leave it out if there is none\n"
        "- **tags**: each counts once"
    )


def test_the_docstring_itself_is_whole(module):
    assert "\f" in module.create_item.__doc__
    assert ":param item: The checked body." in module.create_item.__doc__


def test_the_item_is_sent_back(client):
    response = client.post("/items/", json={"name": "Kettle", "price": 42, "tags": ["tea", "tea"]})

    assert response.json() == {
        "name": "Kettle",
        "description": None,
        "price": 42.0,
        "tax": None,
        "tags": ["tea"],
    }
