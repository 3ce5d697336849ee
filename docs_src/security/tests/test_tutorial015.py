import pytest


@pytest.mark.parametrize(
    ("authorization", "scheme", "token"),
    [("Bearer oak", "Bearer", "oak"), ("Basic oak", "Basic", "oak"), ("oak", "oak", "")],
)
def test_the_whole_header_is_handed_over_whatever_it_says(client, authorization, scheme, token):
    response = client.get("/me", headers={"Authorization": authorization})

    assert response.status_code == 200
    assert response.json() == {"scheme": scheme, "token": token}


def test_without_the_header_the_answer_is_401(client):
    response = client.get("/me")

    assert response.status_code == 401
    assert response.json() == {"detail": "Not authenticated"}
    assert response.headers["WWW-Authenticate"] == "Bearer"


def test_the_document_names_the_address_of_the_provider(app):
    assert app.openapi()["components"]["securitySchemes"] == {
        "OpenIdConnect": {
            "type": "openIdConnect",
            "openIdConnectUrl": "https://login.example.com/.well-known/openid-configuration",
        }
    }
