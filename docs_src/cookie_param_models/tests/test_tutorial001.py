def test_each_field_is_a_cookie(client):
    client.cookies.update({"session_id": "7f3a", "fatebook_tracker": "ft-1"})

    response = client.get("/items/")

    assert response.status_code == 200
    assert response.json() == {
        "session_id": "7f3a",
        "fatebook_tracker": "ft-1",
        "googall_tracker": None,
    }


def test_a_required_cookie_must_be_there(client):
    response = client.get("/items/")

    assert response.status_code == 422
    assert response.json() == {
        "detail": [
            {
                "type": "missing",
                "loc": ["cookie", "session_id"],
                "msg": "Field required",
                "input": {},
            }
        ]
    }


def test_other_cookies_are_ignored(client):
    client.cookies.update({"session_id": "7f3a", "theme": "dark"})

    assert client.get("/items/").status_code == 200
