import pytest

SESSION = "VsIhFLUIkJAAg73PVusZJ-8qM2qEilFU"


def test_the_key_is_read_from_the_cookie(client):
    client.cookies.set("session", SESSION)
    response = client.get("/items/")

    assert response.status_code == 200
    assert response.json() == ["Lamp", "Chair"]


@pytest.mark.parametrize(
    ("cookie", "detail"),
    [
        ("colour=oak", "Not authenticated"),
        ("session=", "Not authenticated"),
        ("session=oak", "Invalid session"),
    ],
)
def test_without_the_right_cookie_the_answer_is_401(client, cookie, detail):
    response = client.get("/items/", headers={"Cookie": cookie})

    assert response.status_code == 401
    assert response.json() == {"detail": detail}
    assert response.headers["WWW-Authenticate"] == "APIKey"
