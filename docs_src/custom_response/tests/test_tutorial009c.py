def test_the_json_is_indented(client):
    response = client.get("/")

    assert response.headers["content-type"] == "application/json"
    assert response.text == '{\n  "message": "Indented, for people who read it"\n}'


def test_the_document_shows_json(app):
    responses = app.openapi()["paths"]["/"]["get"]["responses"]

    assert list(responses["200"]["content"]) == ["application/json"]
