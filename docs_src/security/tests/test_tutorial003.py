import pytest


def test_name_and_password_are_exchanged_for_a_token(client):
    response = client.post("/token", data={"username": "johndoe", "password": "secret"})

    assert response.status_code == 200
    assert response.json() == {"access_token": "johndoe", "token_type": "bearer"}


@pytest.mark.parametrize(
    ("username", "password"),
    [("johndoe", "wrong"), ("johndoe", "Secret"), ("johndoe", "s\u00e9cret"), ("nobody", "secret")],
)
def test_a_wrong_name_and_a_wrong_password_are_told_in_the_same_words(client, username, password):
    response = client.post("/token", data={"username": username, "password": password})

    assert response.status_code == 400
    assert response.json() == {"detail": "Incorrect username or password"}


def test_the_token_gives_the_whole_user(client):
    response = client.get("/users/me", headers={"Authorization": "Bearer johndoe"})

    assert response.status_code == 200
    assert response.json() == {
        "username": "johndoe",
        "email": "johndoe@example.com",
        "full_name": "John Doe",
        "disabled": False,
        "hashed_password": "fakehashedsecret",
    }


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer nobody"}])
def test_without_the_token_of_a_user_the_answer_is_401(client, headers):
    response = client.get("/users/me", headers=headers)

    assert response.status_code == 401
    assert response.json() == {"detail": "Not authenticated"}
    assert response.headers["WWW-Authenticate"] == "Bearer"


def test_a_disabled_user_is_refused(client):
    response = client.get("/users/me", headers={"Authorization": "Bearer alice"})

    assert response.status_code == 400
    assert response.json() == {"detail": "Inactive user"}


def test_json_instead_of_a_form_is_refused(client):
    response = client.post("/token", json={"username": "johndoe", "password": "secret"})

    assert response.status_code == 422
    assert [error["loc"] for error in response.json()["detail"]] == [
        ["body", "username"],
        ["body", "password"],
    ]


def test_grant_type_may_be_missing_but_not_wrong(client):
    form = {"username": "johndoe", "password": "secret"}

    assert client.post("/token", data={**form, "grant_type": "password"}).status_code == 200
    assert client.post("/token", data={**form, "grant_type": "code"}).status_code == 422
