LAMP = {"id": "lamp", "value": "A lamp with a linen shade"}


def test_the_item_is_answered_as_json(client):
    response = client.get("/items/lamp")

    assert response.status_code == 200
    assert response.json() == LAMP


def test_the_item_is_answered_as_a_picture_when_asked_for(client, folder):
    response = client.get("/items/lamp?img=true")

    assert response.status_code == 200
    assert response.headers["content-type"] == "image/png"
    assert response.content == (folder / "lamp.png").read_bytes()
    assert response.content.startswith(b"\x89PNG")


def test_the_document_shows_both_media_types_of_the_200(app):
    responses = app.openapi()["paths"]["/items/{item_id}"]["get"]["responses"]

    assert responses["200"] == {
        "description": "The item, as JSON or as a picture",
        "content": {
            "application/json": {"schema": {"$ref": "#/components/schemas/Item"}},
            "image/png": {},
        },
    }
