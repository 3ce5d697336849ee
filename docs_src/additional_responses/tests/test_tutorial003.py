LAMP = {"id": "lamp", "value": "A lamp with a linen shade"}


def test_an_item_that_is_there_is_answered(client):
    assert client.get("/items/lamp").json() == LAMP


def test_another_item_is_not_found(client):
    response = client.get("/items/bed")

    assert response.status_code == 404
    assert response.json() == {"message": "Item not found"}


def test_the_document_joins_model_description_and_example(app):
    responses = app.openapi()["paths"]["/items/{item_id}"]["get"]["responses"]

    assert responses["404"] == {
        "description": "There is no such item",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Message"}}},
    }
    assert responses["200"] == {
        "description": "The item that was asked for",
        "content": {
            "application/json": {
                "schema": {"$ref": "#/components/schemas/Item"},
                "example": LAMP,
            }
        },
    }
