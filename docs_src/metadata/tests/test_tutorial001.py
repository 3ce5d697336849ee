def test_the_document_says_what_the_service_is(app):
    info = app.openapi()["info"]

    assert info["title"] == "Harbour Books"
    assert info["summary"] == "What is on our shelves, for programs."
    assert "## Items" in info["description"]
    assert info["version"] == "0.3.0"
    assert info["termsOfService"] == "https://books.example.com/terms/"
    assert info["contact"]["email"] == "counter@books.example.com"
    assert info["license"]["name"] == "Apache 2.0"


def test_the_page_of_the_documentation_has_the_title(client):
    assert "<title>Harbour Books - Swagger UI</title>" in client.get("/docs").text
