LAMP = {"id": "lamp", "value": "A lamp with a linen shade"}


def test_an_item_that_is_there_is_answered(client):
    response = client.get("/items/lamp")

    assert response.status_code == 200
    assert response.json() == LAMP


def test_another_item_is_not_found(client):
    response = client.get("/items/bed")

    assert response.status_code == 404
    assert response.json() == {"message": "Item not found"}


def test_the_document_shows_the_model_of_the_404(app):
    responses = app.openapi()["paths"]["/items/{item_id}"]["get"]["responses"]

    assert responses["404"] == {
        "description": "Not Found",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Message"}}},
    }
