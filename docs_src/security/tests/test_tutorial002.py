def test_the_operation_gets_a_user_instead_of_a_token(client):
    response = client.get("/users/me", headers={"Authorization": "Bearer oak"})

    assert response.status_code == 200
    assert response.json() == {
        "username": "oak-decoded",
        "email": "jo@example.com",
        "full_name": "Jo Doe",
        "disabled": None,
    }


def test_without_a_token_there_is_no_user(client):
    response = client.get("/users/me")

    assert response.status_code == 401
    assert response.json() == {"detail": "Not authenticated"}
    assert response.headers["WWW-Authenticate"] == "Bearer"


def test_the_scheme_is_documented_although_it_is_behind_a_dependency(app):
    operation = app.openapi()["paths"]["/users/me"]["get"]

    assert operation["security"] == [{"OAuth2PasswordBearer": []}]
    assert "parameters" not in operation
