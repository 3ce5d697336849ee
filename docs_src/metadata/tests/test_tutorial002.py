def test_the_document_has_another_address(client):
    assert client.get("/api/v1/openapi.json").json()["openapi"].startswith("3.1")
    assert client.get("/openapi.json").status_code == 404


def test_the_pages_know_it(client):
    assert "/api/v1/openapi.json" in client.get("/docs").text
