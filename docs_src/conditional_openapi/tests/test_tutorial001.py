import importlib

import pytest
from etude.testclient import TestClient

DOCUMENTATION = ["/openapi.json", "/docs", "/redoc"]


@pytest.fixture
def client_without_docs(module, monkeypatch):
    monkeypatch.setenv("OPENAPI_URL", "")
    return TestClient(importlib.reload(module).app)


@pytest.mark.parametrize("path", DOCUMENTATION)
def test_the_documentation_is_there_by_default(client, path):
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", DOCUMENTATION)
def test_an_empty_variable_takes_it_away(client_without_docs, path):
    response = client_without_docs.get(path)

    assert response.status_code == 404
    assert response.json() == {"detail": "Not Found"}


def test_the_operations_stay(client_without_docs):
    assert client_without_docs.get("/").json() == {"message": "The library is open"}
