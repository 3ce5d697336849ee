from datetime import datetime, timedelta, timezone

import jwt
import pytest

CLIENT = ("nightly", "VsIhFLUIkJAAg73PVusZJ-8qM2qEilFU")
FORM = {"grant_type": "client_credentials"}


def test_a_client_gets_a_token_and_uses_it(client):
    answer = client.post("/token", data=FORM, auth=CLIENT).json()
    token = answer.pop("access_token")
    response = client.get("/jobs", headers={"Authorization": f"Bearer {token}"})

    assert answer == {"token_type": "bearer", "expires_in": 600}
    assert response.status_code == 200
    assert response.json() == {"client": "nightly", "jobs": ["count-stock", "send-invoices"]}


@pytest.mark.parametrize("pair", [("nightly", "wrong"), ("nobody", CLIENT[1]), ("", "")])
def test_another_client_or_secret_is_refused(client, pair):
    response = client.post("/token", data=FORM, auth=pair)

    assert response.status_code == 401
    assert response.json() == {"detail": "Incorrect client id or secret"}
    assert response.headers["WWW-Authenticate"] == "Basic"


def test_another_grant_type_is_refused(client):
    response = client.post("/token", data={"grant_type": "password"}, auth=CLIENT)

    assert response.status_code == 422
    assert response.json()["detail"][0]["loc"] == ["body", "grant_type"]


def test_a_token_that_is_not_ours_or_not_valid_is_refused(client, module):
    now = datetime.now(timezone.utc)
    claims = {"sub": "nightly", "exp": now + timedelta(minutes=5)}
    good = jwt.encode(claims, module.SECRET_KEY, algorithm="HS256")
    late = {"sub": "nightly", "exp": now - timedelta(minutes=5)}
    refused = [
        "Bearer oak",
        f"Basic {good}",
        "Bearer " + jwt.encode(claims, "k" * 32, algorithm="HS256"),
        "Bearer " + jwt.encode(late, module.SECRET_KEY, algorithm="HS256"),
        "Bearer " + jwt.encode({"sub": "nightly"}, module.SECRET_KEY, algorithm="HS256"),
    ]
    assert client.get("/jobs", headers={"Authorization": f"Bearer {good}"}).status_code == 200

    for authorization in refused:
        response = client.get("/jobs", headers={"Authorization": authorization})
        assert response.status_code == 401, authorization
        assert response.json() == {"detail": "Could not validate credentials"}
        assert response.headers["WWW-Authenticate"] == "Bearer"


def test_the_document_names_the_flow(app):
    schemes = app.openapi()["components"]["securitySchemes"]

    assert schemes["OAuth2"] == {
        "type": "oauth2",
        "flows": {"clientCredentials": {"tokenUrl": "token", "scopes": {}}},
    }
