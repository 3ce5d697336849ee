def test_summary_and_description_are_in_the_document(app):
    operation = app.openapi()["paths"]["/items/"]["post"]

    assert operation["summary"] == "Put an item into the catalogue"
    assert operation["description"].startswith("The item needs a name and a price;")


def test_an_item_is_answered(client):
    assert client.post("/items/", json={"name": "Lamp", "price": 45.5}).status_code == 200
