def test_known_names_are_read(client):
    assert client.get("/items/?limit=10").json()["limit"] == 10


def test_an_unknown_name_is_refused(client):
    response = client.get("/items/?limit=10&color=red")

    assert response.status_code == 422
    assert response.json() == {
        "detail": [
            {
                "type": "extra_forbidden",
                "loc": ["query", "color"],
                "msg": "Extra inputs are not permitted",
                "input": "red",
            }
        ]
    }
