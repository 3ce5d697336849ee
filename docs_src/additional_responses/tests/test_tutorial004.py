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


def test_the_document_shows_the_shared_responses_and_its_own(app):
    responses = app.openapi()["paths"]["/items/{item_id}"]["get"]["responses"]

    assert set(responses) == {"200", "302", "403", "404", "422"}
    assert responses["403"] == {"description": "The item belongs to somebody else"}
    assert set(responses["200"]["content"]) == {"application/json", "image/png"}


def test_the_shared_dict_is_not_changed(module):
    assert set(module.responses) == {302, 403, 404}
