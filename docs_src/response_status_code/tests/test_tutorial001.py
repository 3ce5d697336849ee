def test_what_was_made_is_answered_with_201(client):
    response = client.post("/items/?name=Lamp")

    assert response.status_code == 201
    assert response.json() == {"name": "Lamp"}


def test_a_mistake_is_answered_with_its_own_status(client):
    assert client.post("/items/").status_code == 422


def test_the_document_names_the_status(app):
    responses = app.openapi()["paths"]["/items/"]["post"]["responses"]

    assert list(responses) == ["201", "422"]
