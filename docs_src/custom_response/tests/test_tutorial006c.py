def test_the_status_of_the_decorator_counts(client):
    response = client.get("/pydantic", follow_redirects=False)

    assert response.status_code == 302
    assert response.headers["location"] == "https://docs.example.com/pydantic/"


def test_the_document_shows_it(app):
    assert list(app.openapi()["paths"]["/pydantic"]["get"]["responses"]) == ["302"]
