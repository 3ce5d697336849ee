import pytest


def test_the_token_of_the_header_is_handed_over(client):
    response = client.get("/items/", headers={"Authorization": "Bearer oak"})

    assert response.status_code == 200
    assert response.json() == {"token": "oak"}


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Basic oak"}, {"Authorization": "oak"}])
def test_without_a_bearer_token_the_answer_is_401(client, headers):
    response = client.get("/items/", headers=headers)

    assert response.status_code == 401
    assert response.json() == {"detail": "Not authenticated"}
    assert response.headers["WWW-Authenticate"] == "Bearer"


def test_the_word_bearer_may_be_spelled_in_any_case(client):
    response = client.get("/items/", headers={"Authorization": "bearer oak"})

    assert response.json() == {"token": "oak"}


def test_the_address_for_tokens_is_documented_and_not_made(client, app):
    (scheme,) = app.openapi()["components"]["securitySchemes"].values()

    assert scheme["flows"] == {"password": {"tokenUrl": "token", "scopes": {}}}
    assert client.post("/token").status_code == 404
