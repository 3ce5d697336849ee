import pytest

from etude.testclient import TestClient


@pytest.fixture
def prefixed(app):
    """A client of a server that was started with --root-path /api/v1."""
    with TestClient(app, root_path="/api/v1") as client:
        yield client


def test_without_a_proxy_there_is_no_root_path(client):
    assert client.get("/app").json() == {"message": "Hello World", "root_path": ""}
    assert "/openapi.json" in client.get("/docs").text


def test_the_root_path_of_the_server_is_shown(prefixed):
    assert prefixed.get("/app").json() == {"message": "Hello World", "root_path": "/api/v1"}


def test_the_docs_ask_for_the_document_under_the_prefix(prefixed):
    assert "/api/v1/openapi.json" in prefixed.get("/docs").text


def test_the_document_names_the_prefix_as_its_server(prefixed, client):
    assert prefixed.get("/openapi.json").json()["servers"] == [{"url": "/api/v1"}]
    assert "servers" not in client.get("/openapi.json").json()
