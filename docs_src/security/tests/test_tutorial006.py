import base64

import pytest


def test_name_and_password_are_handed_over_and_not_checked(client):
    response = client.get("/users/me", auth=("ada", "any:password"))

    assert response.status_code == 200
    assert response.json() == {"username": "ada", "password": "any:password"}


def test_letters_beyond_ascii_are_read_as_utf_8(client):
    response = client.get("/users/me", auth=("zo\u00eb", "schl\u00fcssel"))

    assert response.json() == {"username": "zo\u00eb", "password": "schl\u00fcssel"}


@pytest.mark.parametrize(
    "authorization",
    [None, "Bearer oak", "Basic", "Basic ???", "Basic " + base64.b64encode(b"no colon").decode()],
)
def test_without_readable_credentials_the_browser_is_told_to_ask(client, authorization):
    headers = {} if authorization is None else {"Authorization": authorization}
    response = client.get("/users/me", headers=headers)

    assert response.status_code == 401
    assert response.json() == {"detail": "Not authenticated"}
    assert response.headers["WWW-Authenticate"] == "Basic"
