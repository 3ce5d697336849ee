import pytest


def test_a_token_opens_the_operation(client):
    response = client.get("/me", headers={"Authorization": "Bearer oak"})

    assert response.status_code == 200
    assert response.json() == {"message": "You are in", "token": "oak"}


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Basic oak"}])
def test_without_a_token_the_answer_is_403_without_a_challenge(client, headers):
    response = client.get("/me", headers=headers)

    assert response.status_code == 403
    assert response.json() == {"detail": "Not authenticated"}
    assert "WWW-Authenticate" not in response.headers


def test_the_document_stays_as_it_was(app):
    assert app.openapi()["components"]["securitySchemes"] == {
        "HTTPBearer": {"type": "http", "scheme": "bearer"}
    }


def test_the_error_is_returned_and_not_raised(module):
    error = module.bearer_scheme.make_not_authenticated_error()

    assert error.status_code == 403
