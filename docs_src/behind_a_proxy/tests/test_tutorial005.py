import pytest


def test_the_operation_answers_under_the_prefix_only(client):
    assert client.get("/api/v1/app").json() == {"message": "Hello World", "root_path": ""}
    assert client.get("/app").status_code == 404


@pytest.mark.parametrize("page", ["/api/v1/docs", "/api/v1/redoc"])
def test_the_docs_are_under_the_prefix_too(client, page):
    assert "/api/v1/openapi.json" in client.get(page).text


def test_the_document_has_the_prefix_in_its_paths(client):
    document = client.get("/api/v1/openapi.json").json()

    assert list(document["paths"]) == ["/api/v1/app"]
    assert "servers" not in document
