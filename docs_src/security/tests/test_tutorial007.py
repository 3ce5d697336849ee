import pytest


def test_the_right_name_and_password_are_accepted(client):
    response = client.get("/users/me", auth=("stanleyjobson", "swordfish"))

    assert response.status_code == 200
    assert response.json() == {"username": "stanleyjobson"}


@pytest.mark.parametrize(
    ("username", "password"),
    [
        ("stanleyjobson", "wrong"),
        ("somebody", "swordfish"),
        ("", ""),
        ("stanleyjobs\u00f6n", "sw\u00f6rdfish"),
    ],
)
def test_anything_else_is_refused_in_the_same_words(client, username, password):
    response = client.get("/users/me", auth=(username, password))

    assert response.status_code == 401
    assert response.json() == {"detail": "Incorrect username or password"}
    assert response.headers["WWW-Authenticate"] == "Basic"


def test_without_credentials_the_browser_is_told_to_ask(client):
    response = client.get("/users/me")

    assert response.status_code == 401
    assert response.json() == {"detail": "Not authenticated"}
    assert response.headers["WWW-Authenticate"] == "Basic"
