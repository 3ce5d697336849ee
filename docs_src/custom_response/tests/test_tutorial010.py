def test_operations_answer_with_the_class_of_the_app(client):
    response = client.get("/items/")

    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.text == "<h1>Items</h1><p>Lamps and chairs.</p>"


def test_the_document_shows_it(app):
    responses = app.openapi()["paths"]["/items/"]["get"]["responses"]

    assert list(responses["200"]["content"]) == ["text/html"]


def test_errors_are_still_json(client):
    assert client.get("/chairs/").json() == {"detail": "Not Found"}
