import pytest


@pytest.mark.parametrize(
    ("authorization", "scheme", "credentials"),
    [("Bearer oak", "Bearer", "oak"), ("bearer oak elm", "bearer", "oak elm")],
)
def test_the_header_is_handed_over_in_two_parts(client, authorization, scheme, credentials):
    response = client.get("/me", headers={"Authorization": authorization})

    assert response.status_code == 200
    assert response.json() == {"scheme": scheme, "credentials": credentials}


@pytest.mark.parametrize("authorization", [None, "Bearer", "Basic oak", "oak"])
def test_without_a_bearer_token_the_answer_is_401(client, authorization):
    headers = {} if authorization is None else {"Authorization": authorization}
    response = client.get("/me", headers=headers)

    assert response.status_code == 401
    assert response.json() == {"detail": "Not authenticated"}
    assert response.headers["WWW-Authenticate"] == "Bearer"


def test_the_scheme_is_documented(app):
    (scheme,) = app.openapi()["components"]["securitySchemes"].values()

    assert scheme == {"type": "http", "scheme": "bearer"}
