def test_the_known_cookies_are_read(client):
    client.cookies.set("session_id", "7f3a")

    assert client.get("/items/").json()["session_id"] == "7f3a"


def test_any_other_cookie_is_refused(client):
    client.cookies.update({"session_id": "7f3a", "theme": "dark"})

    response = client.get("/items/")

    assert response.status_code == 422
    assert response.json() == {
        "detail": [
            {
                "type": "extra_forbidden",
                "loc": ["cookie", "theme"],
                "msg": "Extra inputs are not permitted",
                "input": "dark",
            }
        ]
    }
