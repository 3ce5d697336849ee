"""Security schemes as dependencies of an application."""

from __future__ import annotations

from typing import Optional

import pytest
from typing_extensions import Annotated

from etude import Depends, Etude
from etude.security import APIKeyHeader, HTTPBearer, OAuth2PasswordBearer
from etude.security.http import HTTPAuthorizationCredentials
from etude.testclient import TestClient

key = APIKeyHeader(name="X-Key")
bearer = HTTPBearer()
token = OAuth2PasswordBearer("token", auto_error=False)


@pytest.fixture
def client():
    app = Etude()

    @app.get("/key")
    def read_key(key: Annotated[str, Depends(key)]) -> str:
        return key

    @app.get("/bearer")
    def read_bearer(credentials: Annotated[HTTPAuthorizationCredentials, Depends(bearer)]) -> str:
        return credentials.credentials

    @app.get("/optional")
    def read_token(token: Annotated[Optional[str], Depends(token)]) -> Optional[str]:
        return token

    with TestClient(app) as client:
        yield client


def test_an_endpoint_receives_what_the_scheme_reads(client):
    assert client.get("/key", headers={"X-Key": "secret"}).json() == "secret"
    assert client.get("/bearer", headers={"Authorization": "Bearer t"}).json() == "t"
    assert client.get("/optional", headers={"Authorization": "Bearer t"}).json() == "t"


@pytest.mark.parametrize(("path", "challenge"), [("/key", "APIKey"), ("/bearer", "Bearer")])
def test_missing_credentials_are_answered_with_401(client, path, challenge):
    response = client.get(path)
    assert response.status_code == 401
    assert response.json() == {"detail": "Not authenticated"}
    assert response.headers["WWW-Authenticate"] == challenge


def test_an_optional_scheme_lets_the_endpoint_run(client):
    response = client.get("/optional")
    assert (response.status_code, response.json()) == (200, None)


def test_a_scheme_adds_no_parameter_and_no_422(client):
    operation = client.get("/openapi.json").json()["paths"]["/key"]["get"]
    assert "parameters" not in operation
    assert list(operation["responses"]) == ["200"]
